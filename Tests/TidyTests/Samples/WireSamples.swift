// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Sample {
    private static let postEntry = "public struct PostEntry: Command {\n    static let name = \"ledger.postEntry\"\n}\n"
    private static let contract = "Sources/Contracts/Ledger/Entries/PostEntry.swift"
    private static let server = "Sources/LedgerService/LedgerServer.swift"
    private static let handler = "Sources/LedgerService/Entries/PostEntry+Handler.swift"
    private static let tests = "Tests/LedgerServiceTests/Entries/PostEntryTests.swift"
    private static let migration = "Sources/LedgerService/Migrations/0001_create_books.sql"

    /// Samples of the rules on contracts, errors and migrations.
    static let wire: [Sample] = [
        Sample(
            "no bare primitive crosses the wire", in: contract,
            bad: "public struct PostEntry: Command {\n    let note: String\n    let lines: [EntryLine]\n"
                + "    struct Response: Codable {\n        let number: Int64?\n    }\n}\n"
                + "struct Line: Codable, Sendable {\n    var tags: List<1, 10, String>\n}\n",
            at: [2, 5, 9],
            good: "public struct PostEntry: Command {\n    static let name: String = \"\"\n    let isDraft: Bool\n"
                + "    var text: String { \"\" }\n    let on: CalendarDate\n    func f() { let a: String = \"\" }\n}\n"
                + "struct Note: TextValue {\n    let text: String\n}\n"),
        Sample(
            "no bare primitive crosses the wire", in: "Sources/Contracts/DomainError.swift",
            bad: "struct Gone: DomainError {\n    static let code = 102\n    let id: UUID\n}\n", at: [3],
            good: "struct Violation: Codable {\n    let path: String\n}\n"),
        Sample(
            "a method is one contract, one handler and one file of tests",
            bad: [contract: postEntry, server: ""], at: ["\(contract):1", "\(contract):1"],
            good: [contract: postEntry, server: "", handler: "", tests: ""]),
        Sample(
            "a method is one contract, one handler and one file of tests",
            bad: [
                "Sources/Contracts/Ledger/Entries/Post.swift": postEntry.replacing(
                    "ledger.postEntry", with: "clients.post"),
                handler: "", tests: "",
            ],
            at: ["Sources/Contracts/Ledger/Entries/Post.swift:1", "Sources/Contracts/Ledger/Entries/Post.swift:1"],
            good: ["Sources/Contracts/RPCMethod.swift": "public protocol Query: RPCMethod {}\n"]),
        Sample(
            "the reference knows every method",
            bad: [contract: postEntry, "docs/reference/openrpc-ledger.json": "\"name\": \"ledger.getEntry\""],
            at: ["\(contract):1"],
            good: [contract: postEntry, "docs/reference/openrpc-ledger.json": "\"name\": \"ledger.postEntry\""]),
        Sample(
            "an error's code and reason are its own",
            bad: [
                "Sources/Contracts/Ledger/A.swift": error("A", 3001, "ledger.a"),
                "Sources/Contracts/Ledger/B.swift": error("B", 3001, "ledger.a"),
                "Sources/Contracts/Ledger/C.swift": error("C", 2001, "clients.c"),
                "Sources/Contracts/Ledger/D.swift": "struct D: DomainError {}\n",
                "Sources/Contracts/E.swift": error("E", 3002, "shared.e"),
            ],
            at: [
                "Sources/Contracts/E.swift:1", "Sources/Contracts/Ledger/B.swift:1",
                "Sources/Contracts/Ledger/B.swift:1",
                "Sources/Contracts/Ledger/C.swift:1", "Sources/Contracts/Ledger/C.swift:1",
                "Sources/Contracts/Ledger/D.swift:1",
            ],
            good: [
                "Sources/Contracts/A.swift": error("A", 100, "shared.a"),
                "Sources/Contracts/Identity/B.swift": error("B", 1001, "identity.b"),
                "Sources/Contracts/Ledger/C.swift": error("C", 3_004, "ledger.c"),
            ]),
        Sample(
            "migrations are numbered without a gap",
            bad: [
                migration: "", "Sources/LedgerService/Migrations/0003_create_entries.sql": "",
                "Sources/LedgerService/Migrations/0003_drop.sql": "",
            ],
            at: [
                "Sources/LedgerService/Migrations/0003_create_entries.sql:1",
                "Sources/LedgerService/Migrations/0003_drop.sql:1",
            ],
            good: [migration: "", "Sources/LedgerService/Migrations/0002_create_entries.sql": ""]),
        Sample(
            "a released migration never changes",
            bad: [
                migration: "abd",
                Rules.migrationChecksums: "\(sha256OfABC)  \(migration)\n\(sha256OfABC)  Sources/gone.sql",
            ],
            at: ["\(migration):1", "\(Rules.migrationChecksums):2"],
            good: [migration: "abc", Rules.migrationChecksums: "\(sha256OfABC)  \(migration)\n"]),
    ]

    /// The first example of FIPS 180-4.
    private static let sha256OfABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    private static func error(_ name: String, _ code: Int, _ reason: String) -> String {
        "struct \(name): DomainError {\n    static let code = \(code)\n    static let reason = \"\(reason)\"\n}\n"
    }
}
