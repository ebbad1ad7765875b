// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Each transaction of the text becomes an entry, or is rejected with a reason; what was read, posted, in the book
/// already and rejected adds up. A transaction is known by its number, or else by its text: importing it again from
/// the same source posts nothing twice.
///
/// A large file is sent in parts, each of whole transactions, with what holds for all of them in `preamble`.
public struct ImportJournal: BulkCommand, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.importJournal"
    public static let summary = "Posts the transactions of a journal for hledger, or of CSV, and lists the rejected."
    public static let access = Access.permission(.importJournals)
    public static let errors: [any DomainError.Type] = [
        AccountNotFound.self, BookNotFound.self, JournalNotReadable.self,
    ]

    public let book: BookID
    public let format: JournalFormat
    /// Where the journal comes from: transactions are known by it and their number or text.
    public let source: Text<1, 50>
    public let text: LongText<700_000>
    /// Directives, or the header of CSV, that stand before the text in the file.
    public let preamble: LongText<500_000>?
    /// Where the text begins in its file, for what is said of lines; 1 when it is left out.
    public let firstLine: Count?
    /// Transactions with the very text of earlier ones of the file which are not in this text.
    public let repeats: List<0, 10_000, RepeatedTransaction>?
    /// Accounts that go by other names in the journal.
    public let accounts: List<0, 2_000, AccountMapping>?
    /// Symbols of commodities that stand for currencies, besides the codes and `$`, `€`, `£` and `¥`.
    public let commodities: List<0, 200, CommodityMapping>?
    /// Takes both sides of what is exchanged between currencies, so that an entry balances in each.
    public let conversionAccount: AccountCode?
    /// Whether accounts that the book does not have are made; false when it is left out.
    public let createAccounts: Bool?
    /// Whether prices of currencies become spot rates of the book, where it has none of the pair and day; false when it
    /// is left out. Takes the permission to manage rates.
    public let setRates: Bool?

    public init(
        book: BookID, format: JournalFormat, source: Text<1, 50>, text: LongText<700_000>,
        preamble: LongText<500_000>? = nil, firstLine: Count? = nil,
        repeats: List<0, 10_000, RepeatedTransaction>? = nil, accounts: List<0, 2_000, AccountMapping>? = nil,
        commodities: List<0, 200, CommodityMapping>? = nil, conversionAccount: AccountCode? = nil,
        createAccounts: Bool? = nil, setRates: Bool? = nil
    ) {
        self.book = book
        self.format = format
        self.source = source
        self.text = text
        self.preamble = preamble
        self.firstLine = firstLine
        self.repeats = repeats
        self.accounts = accounts
        self.commodities = commodities
        self.conversionAccount = conversionAccount
        self.createAccounts = createAccounts
        self.setRates = setRates
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Transactions of the text; the sum of the four counts below.
        public let transactions: Count
        public let posted: Count
        /// In the book already, by an earlier import.
        public let repeated: Count
        /// Without any amount, so that there was nothing to post.
        public let empty: Count
        /// In the order of lines.
        public let rejected: [RejectedTransaction]
        /// One for each currency, as far as amounts could be read.
        public let totals: [ImportTotal]
        public let accountsCreated: Count
        /// Lines that are not transactions and were not used, such as rules for forecasts.
        public let ignoredLines: Count
        /// What became of the prices; left out unless `setRates` asked for it.
        public let rates: ImportedRates?

        public init(
            transactions: Count, posted: Count, repeated: Count, empty: Count, rejected: [RejectedTransaction],
            totals: [ImportTotal], accountsCreated: Count, ignoredLines: Count,
            rates: ImportedRates? = nil
        ) {
            self.transactions = transactions
            self.posted = posted
            self.repeated = repeated
            self.empty = empty
            self.rejected = rejected
            self.totals = totals
            self.accountsCreated = accountsCreated
            self.ignoredLines = ignoredLines
            self.rates = rates
        }
    }
}
