// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

/// PostgreSQL's own programs.
struct PostgresPrograms: Sendable {
    /// The folder they are in.
    let directory: String

    private static let advice = "Install PostgreSQL: apt-get install postgresql libpq-dev"

    /// Those of `pg_config`; failing that, Debian's newest that are complete.
    static func find(server: Bool) async throws -> PostgresPrograms {
        let needed = server ? ["initdb", "pg_ctl", "postgres", "psql"] : ["psql"]
        let folders = await [configured()].compactMap { $0 } + debianFolders() + searchPath()
        for folder in folders where needed.allSatisfy({ FileAccess.isExecutable("\(folder)/\($0)") }) {
            return PostgresPrograms(directory: folder)
        }
        let what = needed.joined(separator: ", ")
        throw Failure("PostgreSQL is not installed here: no folder has all of \(what).", advice: advice)
    }

    func path(_ program: String) -> String { "\(directory)/\(program)" }

    /// `15` of `postgres (PostgreSQL) 15.14 (Debian ...)`.
    func majorVersion() async throws -> String {
        let text = try await Program(executable: path("postgres"), arguments: ["--version"])
            .output(whenFailing: "PostgreSQL does not tell its version")
        let number = text.split(separator: " ").first { $0.first?.isNumber == true } ?? ""
        return String(number.prefix { $0.isNumber })
    }

    private static func configured() async -> String? {
        let found = searchPath().map { $0 + "/pg_config" }.first { FileAccess.isExecutable($0) }
        guard
            let found,
            let answer = try? await Program(executable: found, arguments: ["--bindir"]).run(), answer.succeeded
        else { return nil }
        return answer.output.split(whereSeparator: \.isNewline).first.map(String.init)
    }

    private static func debianFolders() -> [String] {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return versions.compactMap { Int($0) }.sorted(by: >).map { "\(root)/\($0)/bin" }
    }

    private static func searchPath() -> [String] {
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    }
}
