// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What is wrong with a chart, gathered so that its author can mend all of it at once.
struct ChartProblems {
    /// Answered at most; the count tells of the others.
    static let limit = 100

    private var found: [(line: Int, problem: String)] = []

    mutating func add(line: Int, _ problems: [String]) {
        found += problems.map { (line, $0) }
    }

    /// In the order of lines.
    func requireNone() throws {
        guard found.isEmpty else { throw try refusal() }
    }

    static func one(line: Int, _ problem: String) throws -> ChartRefused {
        var problems = ChartProblems()
        problems.add(line: line, [problem])
        return try problems.refusal()
    }

    private func refusal() throws -> ChartRefused {
        let ordered = found.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
        let first = try ordered.prefix(ChartProblems.limit).map { _, problem in
            ChartProblem(
                line: LineNumber(unchecked: Int64(problem.line)), problem: try Text(validating: problem.problem))
        }
        return ChartRefused(problems: first, problemCount: Count(found.count))
    }
}
