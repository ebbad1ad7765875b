// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

/// The house rules over this checkout.
@Suite struct TidyTests {
    @Test(arguments: Rules.all) func treeKeeps(_ rule: Rule) {
        for finding in rule.findings(SourceTree.checkout).sorted() {
            Issue.record("\(finding.description)")
        }
    }

    @Test func checkoutWasFound() {
        #expect(SourceTree.checkout["Package.swift"] != nil)
        #expect(SourceTree.checkout["Tests/TidyTests/TidyTests.swift"] != nil)
    }
}
