// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

/// The house rules over this checkout.
@Suite struct TidyTests {
    @Test(arguments: Rules.all) func treeKeeps(_ rule: Rule) async {
        let tree = await SourceTree.checkout
        for finding in await SourceTree.beside({ rule.findings(tree).sorted() }) {
            Issue.record("\(finding.description)")
        }
    }

    @Test func checkoutWasFound() async {
        let tree = await SourceTree.checkout
        #expect(tree["Package.swift"] != nil)
        #expect(tree["Tests/TidyTests/TidyTests.swift"] != nil)
    }
}
