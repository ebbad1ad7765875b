// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension ImportJournal: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        if setRates ?? false, !caller.satisfies(.permission(.manageRates)) { throw RPCFailure(.permissionDenied) }
        let journal = try await context.journal(of: book, for: caller)
        let read = try JournalReading(self, functionalCurrency: journal.book.book.functionalCurrency)
        let accounts = try await ImportStore.accounts(of: journal.book.number, in: context.database)
        var run = JournalImport(self, read, journal: journal, caller: caller, accounts: accounts)
        try run.requireKnownAccounts()
        return try await run.run()
    }
}

/// What a call's text says, whatever its format.
struct JournalReading: Sendable {
    let transactions: [ReadTransaction]
    let accounts: [String: DeclaredAccount]
    let prices: JournalPrices
    let ignoredLines: Int

    /// Throws `JournalNotReadable` for what cannot be followed.
    init(_ call: ImportJournal, functionalCurrency: CurrencyCode) throws {
        let firstLine = Int(call.firstLine?.rawValue ?? 1)
        do throws(JournalProblem) {
            switch call.format {
            case .hledger:
                let symbols = (call.commodities?.elements ?? []).map { ($0.symbol.text, $0.currency) }
                var reader = HledgerReader(symbols: Dictionary(symbols) { $1 })
                if let preamble = call.preamble { try reader.read(preamble.text, firstLine: 1) }
                guard reader.transactions.isEmpty else {
                    throw JournalProblem("a preamble has no transactions", line: reader.transactions[0].line)
                }
                let ignored = reader.ignoredLines
                try reader.read(call.text.text, firstLine: firstLine)
                transactions = reader.transactions
                accounts = reader.accounts
                prices = reader.prices
                ignoredLines = reader.ignoredLines - ignored
            case .csv:
                var reader = JournalCSVReader(functionalCurrency: functionalCurrency)
                if let preamble = call.preamble { try reader.read(preamble.text, firstLine: 1) }
                try reader.read(call.text.text, firstLine: firstLine)
                transactions = reader.transactions
                accounts = reader.accounts
                prices = JournalPrices()
                ignoredLines = 0
            }
        } catch {
            throw JournalNotReadable(line: Count(error.line ?? firstLine), rule: ImportTally.text(error.reason))
        }
    }
}
