// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

/// A small tree that breaks one rule at known places, and one that keeps it: no rule may silently stop working.
struct Sample: Sendable, CustomTestStringConvertible {
    let rule: String
    let bad: SourceTree
    /// `path:line` of each finding, in order.
    let places: [String]
    let good: SourceTree

    var testDescription: String { rule }

    init(
        _ rule: String, bad: KeyValuePairs<String, String>, at places: [String], good: KeyValuePairs<String, String>
    ) {
        self.init(rule, bad: SourceTree(bad), at: places, good: SourceTree(good))
    }

    init(_ rule: String, bad: SourceTree, at places: [String], good: SourceTree) {
        self.rule = rule
        self.bad = bad
        self.places = places
        self.good = good
    }

    /// A sample of one file, which keeps its path.
    init(_ rule: String, in path: String, bad: String, at lines: [Int], good: String) {
        self.init(rule, bad: [path: bad], at: lines.map { "\(path):\($0)" }, good: [path: good])
    }

    static let all: [Sample] = text + code + arrows + wire
}
