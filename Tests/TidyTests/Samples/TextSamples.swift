// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Sample {
    private static let header = "SPDX-License-Identifier: Apache-2.0\n"
    private static let holder = "SPDX-FileCopyrightText: The Kontor authors\n"

    /// Samples of the rules on files, folders and lines.
    static let text: [Sample] = [
        Sample(
            "a file has at most 400 lines",
            bad: ["Sources/JSON/A.swift": String(repeating: "\n", count: 401)], at: ["Sources/JSON/A.swift:401"],
            good: [
                "Sources/JSON/A.swift": String(repeating: "\n", count: 400),
                "docs/reference/ledger.md": String(repeating: "\n", count: 4000),
            ]),
        Sample(
            "a line has at most 120 columns", in: "docs/operate.md",
            bad: "# Title\n" + String(repeating: "word ", count: 25), at: [2],
            good: String(repeating: "é", count: 120) + "\n| " + String(repeating: "cell ", count: 30) + "|"),
        Sample(
            "a folder has at most 20 files",
            bad: files(21, in: "Sources/JSON"), at: ["Sources/JSON:1"], good: files(20, in: "Sources/JSON")),
        Sample(
            "a folder has at most 20 files",
            bad: files(21, in: "docs/change"), at: ["docs/change:1"],
            good: files(40, in: "Sources/LedgerService/Migrations")),
        Sample(
            "a folder is named after a feature",
            bad: ["Sources/ServiceKit/Helpers/A.swift": "", "docs/Misc/a.md": ""],
            at: ["Sources/ServiceKit/Helpers/A.swift:1", "docs/Misc/a.md:1"],
            good: ["Sources/ServiceKit/Health/A.swift": ""]),
        Sample(
            "no mark of unfinished work is left", in: "scripts/run.sh",
            bad: "#!/bin/bash\n# TO" + "DO: quote\n# FIX" + "ME\n", at: [2, 3], good: "# todo list: none\n"),
        Sample(
            "source begins with its licence",
            bad: [
                "Sources/JSON/A.swift": "import Testing\n",
                "Sources/LedgerService/Migrations/0001_a_b.sql": "select 1;",
                "scripts/run": "#!/bin/sh\n# \(header)",
            ],
            at: ["Sources/JSON/A.swift:1", "Sources/LedgerService/Migrations/0001_a_b.sql:1", "scripts/run:2"],
            good: [
                "Package.swift": "// swift-tools-version: 6.2\n// \(header)// \(holder)",
                "Sources/JSON/A.swift": "// \(header)// \(holder)",
                "deploy/roles.sql": "-- \(header)-- \(holder)", "scripts/run": "#!/bin/sh\n# \(header)# \(holder)",
            ]),
        Sample(
            "a page has one title",
            bad: ["docs/a.md": "text\n", "docs/b.md": "# One\n\n# Two\n"], at: ["docs/a.md:1", "docs/b.md:3"],
            good: ["docs/a.md": "# One\n\n```sh\n# a comment\n```\n## Part\n"]),
        Sample(
            "a link within the checkout leads somewhere",
            bad: ["docs/a/b.md": "[x](c.md)\n[y](../d/) and [z](../../README.md)\n"],
            at: ["docs/a/b.md:1", "docs/a/b.md:2", "docs/a/b.md:2"],
            good: [
                "docs/a/b.md": "[c](../c.md#part) [self](#part) [web](https://swift.org) [folder](../../Sources)\n",
                "docs/c.md": "```\n[d](d.md)\n```\n", "Sources/A.swift": "",
            ]),
        Sample(
            "a page names methods, permissions, errors and tables that there are",
            bad: [
                "docs/operate/a.md": "`ledger.postEntries`\n\nkontor call ledger.postAll '{}'\n",
                "docs/reference/ledger.md": "## ledger.postEntries\n",
            ],
            at: ["docs/operate/a.md:3"],
            good: [
                "docs/operate/a.md": "`ledger.postEntry`, ledger.json, [c](../ledger.md), `identity.signing_key.id`\n",
                "docs/reference/ledger.md": "## ledger.postEntry\n",
                "Sources/IdentityService/Migrations/0001_a_b.sql": "create table signing_key (",
            ]),
    ]

    private static func files(_ count: Int, in folder: String) -> SourceTree {
        SourceTree((1...count).map { SourceFile(path: "\(folder)/File\($0).swift", bytes: []) })
    }
}
