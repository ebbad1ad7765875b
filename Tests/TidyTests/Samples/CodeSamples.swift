// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Sample {
    /// Samples of the rules on Swift code.
    static let code: [Sample] = [
        Sample(
            "a function has at most 70 lines", in: "Sources/JSON/A.swift",
            bad: "struct A {\n    func f(_ a: Int = { 1 }()) {\n" + String(repeating: "\n", count: 69) + "    }\n}\n",
            at: [2],
            good: "struct A {\n    func f() {\n" + String(repeating: "\n", count: 68) + "    }\n    var a: Int\n"
                + String(repeating: "\n", count: 80) + "}\n"),
        Sample(
            "a function has at most 70 lines", in: "Tests/JSONTests/A.swift",
            bad: "var text: String {\n" + String(repeating: "//\n", count: 70) + "}\n", at: [],
            good: "let text = \"\"\"\n" + String(repeating: "func f() {\n", count: 80) + "\"\"\"\n"),
        Sample(
            "a function has at most 70 lines", in: "Sources/JSON/B.swift",
            bad: "extension A {\n    var text: String {\n" + String(repeating: "//\n", count: 70) + "}\n}\n", at: [2],
            good: "extension A {\n    init() {}\n}\n"),
        Sample(
            "a type says what it is", in: "Sources/ServiceKit/A.swift",
            bad: "struct HTTPManager {}\nfinal class JSONCoreReader {}\nenum StringUtils {}\n", at: [1, 2, 3],
            good: "struct Scorecard {}\nenum Utilisation {}\nstruct Corer {}\n// struct Manager\n"),
        Sample(
            "unstructured tasks stay in their two targets",
            bad: ["Sources/ServiceKit/A.swift": "Task { f() }\nTask.detached {}\nTask(priority: .low) {}\n"],
            at: (1...3).map { "Sources/ServiceKit/A.swift:\($0)" },
            good: [
                "Sources/Transport/A.swift": "Task { f() }", "Sources/TestKit/A.swift": "Task { f() }",
                "Sources/ServiceKit/A.swift": "try Task.checkCancellation() // Task {\nlet a = \"Task {\"\n",
            ]),
        Sample(
            "unchecked sharing says why it is safe", in: "Sources/Postgres/A.swift",
            bad: "final class A: @unchecked Sendable {\n    nonisolated(unsafe) var a = 1\n}\n", at: [1, 2],
            good: "// The lock in `state` guards every field.\nfinal class A: @unchecked Sendable {}\n"),
        Sample(
            "nothing traps on purpose", in: "Sources/JSON/A.swift",
            bad: "let a = try! f()\nlet b = a as! String\nfatalError(\"no\")\n", at: [1, 2, 3],
            good: "let a = try? f() // try!\nlet b = a as? String\nlet c = \"fatalError(\"\nlet d = try !f()\n"),
        Sample(
            "only a console prints",
            bad: ["Sources/kontor/A.swift": "print(1)\nlet a = \"\\(print(2))\"\n"],
            at: ["Sources/kontor/A.swift:1", "Sources/kontor/A.swift:2"],
            good: [
                "Sources/kontor/Console.swift": "print(1)", "Sources/TestKit/A.swift": "print(1)",
                "Sources/kontor/A.swift": "sheet.print(1)\nfunc print(_ a: Int) {}\n",
            ]),
        Sample(
            "one file reads the clock",
            bad: [
                "Sources/JSON/A.swift":
                    "let a = Date()\nlet b: Date = .now\nlet c = Date.now\nclock_gettime(CLOCK_REALTIME, &d)\n"
            ],
            at: (1...4).map { "Sources/JSON/A.swift:\($0)" },
            good: [
                "Sources/ServiceKit/Clock.swift": "let a = Date()",
                "Sources/kontor/Certificates/WallClock.swift": "let a = Date()",
                "Sources/ServiceKit/A.swift": "clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)",
                "Sources/JSON/A.swift": "let a = ContinuousClock.now\nlet b = Date(timeIntervalSince1970: 0)\n",
            ]),
        Sample(
            "an error is not swallowed", in: "Sources/JSON/A.swift",
            bad: "do { try f() } catch {\n    // nothing\n}\n", at: [1],
            good: "do { try f() } catch { report(error) }\n"),
        Sample(
            "SQL is written, never put together", in: "Sources/LedgerService/A.swift",
            bad: "f(\"select a from b where c = \" + c)\nlet a = \"delete from b where c = \\(c)\"\n"
                + "let b: String = \"\"\"\n    update a set b = \\(b)\n    \"\"\"\n",
            at: [1, 2, 3],
            good: "f(\"select a from b where c = \\(c)\")\nlet a: SQL = \"delete from b where c = \\(c)\"\n"
                + "let c = \"select one of \\(d)\" + e\nlet d = \"update your plan\" + e\n"),
        Sample(
            "SQL is written, never put together", in: "Sources/LedgerService/B.swift",
            bad: "import Postgres\nlet a = \"select a from b where c = \" + c\n", at: [2],
            good: "import Postgres\nlet a: SQL = \"select a from b where \" + clause\n"),
        Sample(
            "a statement is a literal", in: "Sources/LedgerService/A.swift",
            bad: "let a = SQL(text)\n", at: [1], good: "let a = SQL(\"select 1\")\nlet b = SQL(#\"select 1\"#)\n"),
        Sample(
            "libpq is called in one target",
            bad: ["Sources/ServiceKit/A.swift": "PQexec(connection, text)\n"], at: ["Sources/ServiceKit/A.swift:1"],
            good: ["Sources/Postgres/A.swift": "PQexec(connection, text)\n"]),
        Sample(
            "a file of tests is named so",
            bad: ["Tests/JSONTests/Scanner.swift": "@Test func f() {}\n"], at: ["Tests/JSONTests/Scanner.swift:1"],
            good: [
                "Tests/JSONTests/ScannerTests.swift": "@Test func f() {}\n",
                "Tests/JSONTests/Fixtures.swift": "let a = \"@Test\"\n",
            ]),
        Sample(
            "a test runs", in: "Tests/JSONTests/ATests.swift",
            bad: "import XCTest\nfunc testsOne() {}\n", at: [1, 2],
            good: "@Test(arguments: [1]) func testsOne(_ a: Int) {}\nfunc tested() {}\n"),
        Sample(
            "a test waits for a condition, not for time", in: "Tests/JSONTests/ATests.swift",
            bad: "try await Task.sleep(for: .seconds(1))\nusleep(1)\n", at: [1, 2],
            good: "// The handler outlasts every deadline.\ntry await Task.sleep(for: .seconds(60))\n"),
    ]
}
