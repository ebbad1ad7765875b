// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import TestKit
import Testing

@testable import LedgerService

@Suite struct PostingKeyPurgeTests {
    @Test func refusalsAreForgottenAfterTheirDaysAndEntriesNever() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let lopsided = [EntryLine.debit(.cash, .gbp(1)), .credit(.sales, .gbp(2))]
            for key in ["young", "old"] {
                await #expect(throws: EntryUnbalanced.self) {
                    try await ledger.post(.of(lopsided, in: book, key: key))
                }
            }
            let posted = try await ledger.post(.of(EntryLine.sale(100), in: book, key: "entry"))
            let digest = try await ledger.database.withPool(size: 1) { admin in
                try await admin.execute("update ledger.posting_key set created_on = current_date - 35")
                return try await admin.row(
                    "select key from ledger.posting_key order by key limit 1", as: UUIDValue.self)
            }
            #expect(try await PostingKeyPurge.run(in: ledger.context.database) == 0)
            try await ledger.database.withPool(size: 1) { admin in
                _ = try await admin.execute(
                    "update ledger.posting_key set created_on = current_date - 36 where key = \(digest)")
            }
            #expect(try await PostingKeyPurge.run(in: ledger.context.database) == 1)
            let left = try await ledger.database.withPool(size: 1) { admin in
                try await admin.row("select count(*) from ledger.posting_key", as: Int.self)
            }
            #expect(left == 1)
            #expect(try await ledger.post(.of(EntryLine.sale(100), in: book, key: "entry")) == posted)
        }
    }
}
