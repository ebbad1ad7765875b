// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    /// The two targets that hold threads and sockets.
    static let concurrencyTargets: Set = ["Postgres", "Transport"]

    static let concurrency: [Rule] = [
        Rule.swift("unstructured tasks stay in their two targets", where: startsNoTasks) { file in
            let starts =
                file.occurrences(of: "Task", "{") + file.occurrences(of: "Task", "(")
                + file.occurrences(of: "Task", ".", "detached")
            return starts.filter { $0 == 0 || ![".", "func"].contains(file.tokens[$0 - 1].text) }.map {
                file.finding(
                    at: $0, "an unstructured task",
                    "use `async let` or a task group, or a service of the `ServiceGroup` for what runs on")
            }
        },
        Rule.swift("unchecked sharing says why it is safe", where: { $0.path.hasPrefix("Sources/") }) { file in
            let places =
                file.occurrences(of: "unchecked", "Sendable")
                + file.occurrences(of: "nonisolated", "(", "unsafe", ")")
            return places.compactMap { token in
                let line = file.line(of: file.tokens[token])
                guard !file.hasComment(above: line) else { return nil }
                return file.finding(
                    at: token, "unchecked sharing without a reason",
                    "use a `Mutex` or an actor, or say on the line above what keeps it safe")
            }
        },
    ]

    private static func startsNoTasks(_ file: SourceFile) -> Bool {
        file.isShipped && !concurrencyTargets.contains(file.target ?? "")
    }
}
