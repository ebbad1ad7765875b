// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What every report of a book begins with: which generations to read, and how fresh they are.
struct ReportedBook: Sendable {
    let organisation: OrganisationID
    let book: BookID
    let currency: CurrencyCode
    let ledger: StoredFreshness
    /// Nil while nothing was heard of the organisation's clients.
    let clients: StoredFreshness?

    /// Throws `BookNotReported` for a book of another organisation as for one that does not exist.
    init(_ book: BookID, of organisation: OrganisationID, in tx: Transaction) async throws {
        guard
            let ledger = try await FreshnessStore.feed(book.uuid, of: .ledger, organisation, in: tx),
            let currency = try await ReportedBook.currency(of: book, organisation, ledger.generation, in: tx)
        else { throw BookNotReported() }
        self.organisation = organisation
        self.book = book
        self.currency = currency
        self.ledger = ledger
        clients = try await FreshnessStore.feed(organisation.uuid, of: .clients, organisation, in: tx)
    }

    private static func currency(
        of book: BookID, _ organisation: OrganisationID, _ generation: Int32, in tx: Transaction
    ) async throws -> CurrencyCode? {
        try await tx.optionalRow(
            """
            select functional_currency from reporting.book
            where organisation_id = \(organisation) and book_id = \(book) and generation = \(generation)
            """, as: CurrencyCode.self)
    }

    /// Throws `TotalOutOfRange`, and never answers a wrong sum.
    func money(_ minorUnits: Int128) throws(TotalOutOfRange) -> Money {
        guard let units = Int64(exactly: minorUnits) else { throw TotalOutOfRange() }
        return Money(minorUnits: units, currency: currency)
    }
}
