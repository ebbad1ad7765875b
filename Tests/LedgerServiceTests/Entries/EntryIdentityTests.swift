// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct EntryIdentityTests {
    @Test(arguments: [Int64(1), 2, 4_398_046_511_103], [Int32(1), 77, Int32.max])
    func numberIsReadBackFromTheIdentity(_ number: Int64, _ book: Int32) {
        let instant = Instant(microseconds: 1_768_467_600_123_456)
        let id = EntryIdentity.id(book: book, number: number, recordedAt: instant)
        #expect(EntryIdentity.number(of: id, in: book) == number)
        #expect(EntryIdentity.number(of: id, in: book == 1 ? 2 : 1) == nil)
        let text = id.text
        #expect(text.dropFirst(14).first == "7" && "89ab".contains(text.dropFirst(19).prefix(1)))
    }

    @Test func laterEntriesSortAfterEarlierOnes() {
        let ids = (1...50).map {
            EntryIdentity.id(book: 3, number: $0, recordedAt: Instant(microseconds: 1_768_467_600_000_000 + $0))
        }
        #expect(ids == ids.sorted())
    }

    @Test func identitiesOfOthersAreNoNumbers() {
        #expect(EntryIdentity.number(of: EntryID(UUIDValue(high: 0, low: 0)), in: 1) == nil)
        #expect(EntryIdentity.number(of: EntryID(UUIDValue(high: .max, low: .max)), in: 1) == nil)
    }
}
