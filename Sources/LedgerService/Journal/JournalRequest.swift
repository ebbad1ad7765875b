// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto
import ServiceKit

/// What a caller wants of a book's journal, with the key that makes it happen once.
struct JournalRequest: Sendable {
    let command: JournalCommand
    /// The first 128 bits of the SHA-256 of the idempotency key.
    let key: UUIDValue
    /// The first 64 bits of the SHA-256 of the params: tells a repetition from another request under the same key.
    let paramsDigest: Int64
    /// `user:<id>`, `service-account:<id>` or `service:<name>`.
    let actor: Text<1, 100>
}

enum JournalCommand: Sendable {
    case post(EntryDraft)
    case reverse(EntryReversal)
    case hold(HoldDraft)
    case confirm(HoldConfirmation)
    case void(hold: Int64)
}

/// Requests that one caller waits for together.
struct JournalUnit: Sendable {
    let requests: [JournalRequest]
    /// Whether all happen or none; else each by itself.
    let isAtomic: Bool

    init(_ requests: [JournalRequest], isAtomic: Bool = false) {
        self.requests = requests
        self.isAtomic = isAtomic
    }
}

/// An entry to be posted.
struct EntryDraft: Sendable {
    var postedOn: CalendarDate
    var kind: EntryKind = .normal
    var module: EntryModule = .general
    var description: Text<0, 500>?
    var documentReference: Text<1, 100>?
    var external: ExternalReference?
    /// JSON, as `MetadataItem`s are written.
    var metadata: [UInt8]?
    /// The number of the entry that this one reverses.
    var reverses: Int64?
    /// Of the rates by which functional amounts are found that the lines leave out.
    var rateType = RateType.spot
    var lines: [DraftLine]
}

/// A line to be posted. Amounts in minor units, debit positive.
struct DraftLine: Sendable {
    var account: AccountCode
    var currency: CurrencyCode
    /// Zero only when the line adjusts the functional amount alone.
    var minorUnits: Int64
    /// In the functional currency; nil when it is the amount, or is to be found by a rate.
    var functionalMinorUnits: Int64?
    var client: ClientID?
    var costCentre: DimensionCode?
    var project: DimensionCode?
    var product: DimensionCode?
    var memo: Text<1, 500>?
}

/// An entry to be reversed.
struct EntryReversal: Sendable {
    let number: Int64
    /// The entry's own day when nil.
    let postedOn: CalendarDate?
    let description: Text<0, 500>?
    var kind: EntryKind = .reversal
}

enum KeyDigest {
    /// The first 128 bits of the SHA-256 of a key.
    static func key(_ text: String) -> UUIDValue {
        var text = text
        return text.withUTF8 { bytes in
            SHA256.hash(data: bytes).withUnsafeBytes { digest in
                UUIDValue(high: word(digest, 0), low: word(digest, 8))
            }
        }
    }

    /// The first 64 bits of a SHA-256.
    static func params(_ digest: [UInt8]) -> Int64 {
        digest.withUnsafeBytes { Int64(bitPattern: word($0, 0)) }
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}

extension DraftLine {
    /// Throws `FunctionalAmountMissing` for a functional amount that is not in the book's currency.
    init(_ line: EntryLine, functionalCurrency: CurrencyCode) throws {
        let sign: Int64 = line.side == .debit ? 1 : -1
        self.init(
            account: line.account, currency: line.amount.currency, minorUnits: sign * line.amount.minorUnits,
            client: line.client, costCentre: line.costCentre, project: line.project, product: line.product,
            memo: line.memo)
        if let functional = line.functionalAmount {
            guard functional.currency == functionalCurrency,
                line.amount.currency != functionalCurrency || functional == line.amount
            else { throw FunctionalAmountMissing(functionalCurrency: functionalCurrency) }
            functionalMinorUnits = sign * functional.minorUnits
        }
    }
}
