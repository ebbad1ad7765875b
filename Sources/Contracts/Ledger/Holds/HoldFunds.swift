// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The amount counts against both accounts' floors at once, and in no balance until it is confirmed.
public struct HoldFunds: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.holdFunds"
    public static let summary = "Reserves an amount on two accounts until it is confirmed, voided or expired."
    public static let access = Access.permission(.holdFunds)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, HoldExpiryPast.self] + EntryErrors.posting

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    /// The account that a confirmation debits.
    public let debit: AccountCode
    /// The account that a confirmation credits.
    public let credit: AccountCode
    /// Greater than zero.
    public let amount: Money
    /// From this instant on nothing is reserved any more; never when it is left out.
    public let expiresAt: Instant?
    public let client: ClientID?
    public let costCentre: DimensionCode?
    public let project: DimensionCode?
    public let product: DimensionCode?
    public let description: Text<0, 500>?
    public let documentReference: Text<1, 100>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, debit: AccountCode, credit: AccountCode, amount: Money,
        expiresAt: Instant? = nil, client: ClientID? = nil, costCentre: DimensionCode? = nil,
        project: DimensionCode? = nil, product: DimensionCode? = nil, description: Text<0, 500>? = nil,
        documentReference: Text<1, 100>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.debit = debit
        self.credit = credit
        self.amount = amount
        self.expiresAt = expiresAt
        self.client = client
        self.costCentre = costCentre
        self.project = project
        self.product = product
        self.description = description
        self.documentReference = documentReference
    }

    public struct Response: Codable, Sendable, Equatable {
        public let hold: HoldID

        public init(hold: HoldID) {
            self.hold = hold
        }
    }
}
