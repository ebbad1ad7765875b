// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit

/// A book in which account 1010 must not fall below zero, with 10.00 on it.
struct HoldBench {
    let ledger: TestLedger
    let database: TestDatabase
    let book: BookID

    static let nobody = HoldID(UUIDValue(high: 0x0199_0000_0000_7009, low: 0x8000_0000_0000_0009))

    func hold(
        _ pence: Int64, key: String, expiresAt: Instant? = nil, client: ClientID? = nil
    ) async throws -> HoldID {
        try await ledger.call(
            HoldFunds(
                book: book, idempotencyKey: .init(validating: key), debit: "5300", credit: .cash,
                amount: .gbp(pence), expiresAt: expiresAt, client: client, description: Text(validating: "Rent"),
                documentReference: Text(validating: "L-1"))
        ).hold
    }

    func confirm(
        _ hold: HoldID, key: String, _ pence: Int64? = nil, keepsRest: Bool? = nil
    ) async throws -> PostEntry.Response {
        try await ledger.call(
            ConfirmHold(
                book: book, idempotencyKey: .init(validating: key), hold: hold, postedOn: "2026-02-01",
                amount: pence.map { .gbp($0) }, keepsRest: keepsRest))
    }

    func void(_ hold: HoldID, key: String) async throws -> HoldID {
        try await ledger.call(VoidHold(book: book, idempotencyKey: .init(validating: key), hold: hold)).hold
    }

    func get(_ hold: HoldID) async throws -> Hold {
        try await ledger.call(GetHold(book: book, hold: hold)).hold
    }

    func spend(_ pence: Int64, key: String) async throws {
        _ = try await ledger.post(
            .of([.debit("5300", .gbp(pence)), .credit(.cash, .gbp(pence))], in: book, key: key))
    }

    /// What the balance's row says is reserved on account 1010.
    func pendingCredits() async throws -> Int64 {
        try await database.withPool(size: 1) { admin in
            try await admin.row(
                """
                select pending_credits from ledger.balance join ledger.account using (book_id, account_id)
                where code = '1010'
                """, as: Int64.self)
        }
    }
}

func withHolds(_ body: (HoldBench) async throws -> Void) async throws {
    try await withDatabase(.migrated(LedgerServer.self)) { database in
        try await withService(LedgerServer.self, over: database, as: .user(.accountant)) { ledger in
            let book = try await ledger.openBook()
            try await database.withPool(size: 1) { admin in
                let floor: SQL = "update ledger.account set currency = 'GBP', floor_minor_units = 0 where code = '1010'"
                _ = try await admin.execute(floor)
                _ = try await admin.execute("update ledger.head set settings_version = settings_version + 1")
            }
            _ = try await ledger.post(
                .of([.debit(.cash, .gbp(1000)), .credit(.sales, .gbp(1000))], in: book, key: "seed"))
            try await body(HoldBench(ledger: ledger, database: database, book: book))
        }
    }
}
