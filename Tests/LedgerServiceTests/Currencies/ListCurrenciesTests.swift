// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListCurrenciesTests {
    @Test func everyCurrencyIsListedWithItsDecimals() async throws {
        try await withLedger { ledger in
            let items = try await ledger.call(ListCurrencies()).items
            #expect(items.map(\.code) == CurrencyCode.all)
            let yen = items.first { $0.code == .jpy }
            #expect(yen?.digits == Count(0) && yen?.name.text == "Yen" && yen?.isWithdrawn == false)
            #expect(items.first { $0.code == .kwd }?.digits == Count(3))
        }
    }

    @Test func anyoneWithATokenMayAsk() async throws {
        try await withLedger { ledger in
            let nobody = ledger.as(ledger.caller.with([]))
            let items = try await nobody.call(ListCurrencies()).items
            #expect(items.count == CurrencyCode.all.count)
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.anonymously.call(ListCurrencies())
            }
            #expect(error?.code == -32001)
        }
    }
}
