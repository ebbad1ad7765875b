// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// From the first fiscal year on a book takes postings on the days of its fiscal years only.
public struct CreateFiscalYear: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.createFiscalYear"
    public static let summary = "Adds a fiscal year with its periods after, or before, those that the book has."
    public static let access = Access.permission(.managePeriods)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, FiscalYearCodeTaken.self, FiscalYearNotContiguous.self, LaterYearClosed.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// The codes of the periods begin with it: year `2026` has the periods `2026-01`, `2026-02` and so on.
    public let code: FiscalYearCode
    public let name: Text<1, 200>?
    /// For months a day from 1 to 28, which then begins every month.
    public let startsOn: CalendarDate
    public let pattern: FiscalPattern
    /// Only for patterns of weeks; 52 when it is left out.
    public let weeks: FiscalWeeks?
    /// Only for the pattern `own`, and needed there: the last day of each period, ascending; the last one ends the
    /// year, which has 731 days at most.
    public let periodEnds: List<1, 99, CalendarDate>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, code: FiscalYearCode, name: Text<1, 200>? = nil,
        startsOn: CalendarDate, pattern: FiscalPattern, weeks: FiscalWeeks? = nil,
        periodEnds: List<1, 99, CalendarDate>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.code = code
        self.name = name
        self.startsOn = startsOn
        self.pattern = pattern
        self.weeks = weeks
        self.periodEnds = periodEnds
    }

    public struct Response: Codable, Sendable, Equatable {
        public let year: FiscalYear
        public let periods: [FiscalPeriod]

        public init(year: FiscalYear, periods: [FiscalPeriod]) {
            self.year = year
            self.periods = periods
        }
    }
}
