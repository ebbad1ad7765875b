// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    static let tests: [Rule] = [
        Rule.swift("a file of tests is named so", where: \.isTest) { file in
            guard let first = file.occurrences(of: "@", "Test").first, !file.name.hasSuffix("Tests.swift") else {
                return []
            }
            return [file.finding(at: first, "tests in \(file.name)", "name the file `<What>Tests.swift`")]
        },
        Rule.swift("a test runs", where: \.isTest) { file in
            let unmarked = (file.declarations.places["func"] ?? []).filter { index in
                guard index + 1 < file.tokens.count, isNamedTest(file.tokens[index + 1].text) else { return false }
                return !file.tokens[max(0, index - 40)..<index].reversed().prefix { !["}", "{"].contains($0.text) }
                    .contains { $0.text == "Test" }
            }
            let old = file.occurrences(of: "import", "XCTest")
            return unmarked.map { file.finding(at: $0, "a test that nothing runs", "mark it `@Test`") }
                + old.map { file.finding(at: $0, "XCTest", "use Swift Testing") }
        },
        Rule.swift("a test waits for a condition, not for time", where: \.isTest) { file in
            ["sleep", "usleep", "nanosleep"].flatMap { file.occurrences(of: $0, "(") }.compactMap { token in
                guard !file.hasComment(above: file.line(of: file.tokens[token])) else { return nil }
                return file.finding(
                    at: token, "a sleep",
                    "poll the condition with a bound; where time itself is the matter, say so on the line above")
            }
        },
    ]

    /// `testsOverflow` and `test_overflow`, but not `tested`.
    private static func isNamedTest(_ name: String) -> Bool {
        let rest = name.hasPrefix("tests") ? name.dropFirst(5) : name.dropFirst(4)
        return name.hasPrefix("test") && (rest.first.map { !$0.isLowercase } ?? true)
    }
}
