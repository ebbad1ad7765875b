// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

/// The rules on samples.
@Suite struct SampleTests {
    @Test(arguments: Sample.all) func badSampleIsFoundAndGoodOneIsNot(_ sample: Sample) throws {
        let rule = try #require(Rules.all.first { $0.name == sample.rule }, "no rule of this name")
        #expect(rule.findings(sample.bad).sorted().map(\.place) == sample.places)
        #expect(rule.findings(sample.good) == [])
    }

    @Test(arguments: Rules.all) func ruleHasASample(_ rule: Rule) {
        #expect(Sample.all.contains { $0.rule == rule.name })
    }

    @Test func findingReadsAsACompilersMessage() {
        let finding = Finding(path: "Sources/JSON/A.swift", line: 3, what: "`try!`", instead: "use `try`")
        #expect("\(finding)" == "Sources/JSON/A.swift:3: `try!`, use `try`")
    }
}
