// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

/// One house rule: a pure function from the tree's text to findings, so that it is tested on samples as it is run on
/// the tree.
struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    let findings: @Sendable (SourceTree) -> [Finding]

    var testDescription: String { name }

    init(_ name: String, findings: @escaping @Sendable (SourceTree) -> [Finding]) {
        self.name = name
        self.findings = findings
    }

    /// A rule that looks at one Swift file at a time.
    static func swift(
        _ name: String,
        where applies: @escaping @Sendable (SourceFile) -> Bool = { _ in true },
        findings: @escaping @Sendable (SourceFile) -> [Finding]
    ) -> Rule {
        Rule(name) { tree in
            tree.swift.filter(applies).flatMap(findings)
        }
    }
}
