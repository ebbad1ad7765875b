// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An amount reserved on two accounts until it is confirmed, voided or expired.
public struct Hold: Codable, Sendable, Equatable {
    public let id: HoldID
    public let state: HoldState
    /// The account that a confirmation debits.
    public let debit: AccountCode
    /// The account that a confirmation credits.
    public let credit: AccountCode
    public let amount: Money
    /// What is still reserved; zero when the hold has ended.
    public let remaining: Money
    public let createdAt: Instant
    /// From this instant on nothing is reserved any more.
    public let expiresAt: Instant?
    public let endedAt: Instant?
    public let recordedBy: Text<1, 100>
    public let client: ClientID?
    public let costCentre: DimensionCode?
    public let project: DimensionCode?
    public let product: DimensionCode?
    public let description: Text<0, 500>?
    public let documentReference: Text<1, 100>?

    public init(
        id: HoldID, state: HoldState, debit: AccountCode, credit: AccountCode, amount: Money, remaining: Money,
        createdAt: Instant, expiresAt: Instant?, endedAt: Instant?, recordedBy: Text<1, 100>, client: ClientID?,
        costCentre: DimensionCode?, project: DimensionCode?, product: DimensionCode?, description: Text<0, 500>?,
        documentReference: Text<1, 100>?
    ) {
        self.id = id
        self.state = state
        self.debit = debit
        self.credit = credit
        self.amount = amount
        self.remaining = remaining
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.endedAt = endedAt
        self.recordedBy = recordedBy
        self.client = client
        self.costCentre = costCentre
        self.project = project
        self.product = product
        self.description = description
        self.documentReference = documentReference
    }
}

public enum HoldState: String, TextEnumeration {
    case active
    case confirmed
    case voided
    case expired
}
