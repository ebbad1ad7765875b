// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Makes an empty book. With a chart, its accounts are made in the same transaction.
public struct CreateBook: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.createBook"
    public static let summary = "Creates a book, with a ready-made chart of accounts when one is named."
    public static let access = Access.permission(.manageBooks)
    public static let errors: [any DomainError.Type] = [BookCodeTaken.self, TimeZoneUnknown.self]

    public let idempotencyKey: IdempotencyKey
    public let code: BookCode
    public let name: Text<1, 200>
    public let functionalCurrency: CurrencyCode
    public let timeZone: TimeZoneName
    public let chart: ChartTemplate?

    public init(
        idempotencyKey: IdempotencyKey, code: BookCode, name: Text<1, 200>, functionalCurrency: CurrencyCode,
        timeZone: TimeZoneName, chart: ChartTemplate? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.code = code
        self.name = name
        self.functionalCurrency = functionalCurrency
        self.timeZone = timeZone
        self.chart = chart
    }

    public struct Response: Codable, Sendable, Equatable {
        public let book: Book

        public init(book: Book) {
            self.book = book
        }
    }
}

/// The ready-made charts of accounts.
public enum ChartTemplate: String, TextEnumeration {
    /// A small company that buys and sells goods.
    case tradingCompany = "trading_company"
    /// A small company that sells services, by the hour and by the project.
    case servicesCompany = "services_company"
    /// Numbered by classes, in the style of a European statutory chart.
    case europeanStatutory = "european_statutory"
}
