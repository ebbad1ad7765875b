// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// All rows are taken, or none is. A row names its account by code: one that the book has is changed to what the row
/// says, another is added, and accounts without a row stay as they are. Imported again, the same text changes nothing.
///
/// The first line names the columns, in any order: `code`, `name`, `kind`, and where wanted `parent`, `heading`,
/// `currency`, `floor`, `required_dimensions`, `opens_on`, `closes_on`, `closed`. An empty field is no value; of a
/// column that is not there accounts keep what they have. `heading` and `closed` are `true` or `false` (or empty),
/// `floor` is a decimal number in `currency`, `required_dimensions` are words between spaces. A parent may stand below
/// its children.
public struct ImportChart: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.importChart"
    public static let summary = "Adds and changes the accounts that comma-separated values name, all or none."
    public static let access = Access.permission(.manageAccounts)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, ChartRefused.self]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let csv: CSVText<1_000_000>

    public init(book: BookID, idempotencyKey: IdempotencyKey, csv: CSVText<1_000_000>) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.csv = csv
    }

    public struct Response: Codable, Sendable, Equatable {
        public let added: Count
        public let changed: Count
        public let unchanged: Count

        public init(added: Count, changed: Count, unchanged: Count) {
            self.added = added
            self.changed = changed
            self.unchanged = unchanged
        }
    }
}

/// The text is no chart, or the book does not allow it; nothing of it was taken.
public struct ChartRefused: DomainError {
    public static let code = 3039
    public static let reason = "ledger.chart_refused"
    /// In the order of lines; the first 100.
    public let problems: [ChartProblem]
    public let problemCount: Count

    public init(problems: [ChartProblem], problemCount: Count) {
        self.problems = problems
        self.problemCount = problemCount
    }

    public var message: String { "The chart has \(problemCount) problems; nothing of it was taken." }
}

/// What is wrong on one line of a chart.
public struct ChartProblem: Codable, Sendable, Equatable {
    /// The header is line 1.
    public let line: LineNumber
    public let problem: Text<1, 500>

    public init(line: LineNumber, problem: Text<1, 500>) {
        self.line = line
        self.problem = problem
    }
}
