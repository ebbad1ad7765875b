// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A client, or one of its contracts, that was lost. Written once.
public struct Churn: Codable, Sendable, Equatable {
    public let id: ChurnID
    public let client: ClientID
    /// The one that was lost; absent when all of the client was.
    public let contract: ContractID?
    /// The contracts that end with it.
    public let ended: [ContractID]
    /// The first day without the client, or without the contract.
    public let lostOn: CalendarDate
    /// The recurring value of a year that was lost, one for each currency.
    public let amounts: [Money]
    public let reason: GivenReason
    /// Whether it could have been prevented.
    public let isPreventable: Bool
    /// To whom the client went.
    public let competitor: Text<1, 200>?
    /// When to try to win the client back.
    public let winBackOn: CalendarDate?
    public let note: LongText<10_000>?
    /// Whether no contract is left, so that the client is a former one from `lostOn` on.
    public let clientLeaves: Bool
    public let recordedAt: Instant

    public init(
        id: ChurnID, client: ClientID, contract: ContractID? = nil, ended: [ContractID], lostOn: CalendarDate,
        amounts: [Money], reason: GivenReason, isPreventable: Bool, competitor: Text<1, 200>? = nil,
        winBackOn: CalendarDate? = nil, note: LongText<10_000>? = nil, clientLeaves: Bool, recordedAt: Instant
    ) {
        self.id = id
        self.client = client
        self.contract = contract
        self.ended = ended
        self.lostOn = lostOn
        self.amounts = amounts
        self.reason = reason
        self.isPreventable = isPreventable
        self.competitor = competitor
        self.winBackOn = winBackOn
        self.note = note
        self.clientLeaves = clientLeaves
        self.recordedAt = recordedAt
    }
}
