// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Posts what was held. The rest is released, unless it is kept for another confirmation.
public struct ConfirmHold: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.confirmHold"
    public static let summary = "Posts the whole or a part of a hold."
    public static let access = Access.permission(.holdFunds)
    public static let errors: [any DomainError.Type] =
        [BookNotFound.self, HoldEnded.self, HoldExceeded.self, HoldNotFound.self] + EntryErrors.posting

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let hold: HoldID
    public let postedOn: CalendarDate
    /// Greater than zero; all that is reserved when it is left out.
    public let amount: Money?
    /// In the functional currency, when the hold is in another one; by the spot rate of `postedOn` when it is left out.
    public let functionalAmount: Money?
    /// Whether what is not confirmed stays reserved; it is released when this is left out.
    public let keepsRest: Bool?
    /// The hold's when it is left out.
    public let description: Text<0, 500>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, hold: HoldID, postedOn: CalendarDate, amount: Money? = nil,
        functionalAmount: Money? = nil, keepsRest: Bool? = nil, description: Text<0, 500>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.hold = hold
        self.postedOn = postedOn
        self.amount = amount
        self.functionalAmount = functionalAmount
        self.keepsRest = keepsRest
        self.description = description
    }

    public typealias Response = PostEntry.Response
}
