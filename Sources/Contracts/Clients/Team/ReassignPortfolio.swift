// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Each matching assignment that counts on the effective day or later goes to one of the receivers, with its role, its
/// share and its last day: all of them, or none. One that has begun before ends the day before.
///
/// A receiver who has the role for the client on some of the days is passed over for it; when all have, the call is
/// refused. A dry run answers what would move and writes nothing; the run itself needs a key of its own.
public struct ReassignPortfolio: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.reassignPortfolio"
    public static let summary = "Hands a user's clients over to others from a day on, up to 1000 assignments at once."
    public static let access = Access.permission(.reassignPortfolios)
    public static let errors: [any DomainError.Type] = [
        AlreadyAssigned.self,
        PortfolioTooLarge.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// Who hands over.
    public let user: UserID
    public let filter: PortfolioFilter?
    /// Each is named once, and none is `user`.
    public let receivers: List<1, 50, PortfolioReceiver>
    /// `evenly` when left out.
    public let split: PortfolioSplit?
    /// The receivers' first day.
    public let effectiveOn: CalendarDate
    /// False when left out.
    public let dryRun: Bool?

    public init(
        idempotencyKey: IdempotencyKey, user: UserID, filter: PortfolioFilter? = nil,
        receivers: List<1, 50, PortfolioReceiver>, split: PortfolioSplit? = nil, effectiveOn: CalendarDate,
        dryRun: Bool? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.user = user
        self.filter = filter
        self.receivers = receivers
        self.split = split
        self.effectiveOn = effectiveOn
        self.dryRun = dryRun
    }

    public struct Response: Codable, Sendable, Equatable {
        /// By client; what moved, or in a dry run would move.
        public let moves: [PortfolioMove]
        public let dryRun: Bool

        public init(moves: [PortfolioMove], dryRun: Bool) {
            self.moves = moves
            self.dryRun = dryRun
        }
    }
}

/// One assignment that goes from one user to another.
public struct PortfolioMove: Codable, Sendable, Equatable {
    /// As it was before.
    public let assignment: Assignment
    public let receiver: UserID
    /// The receiver's first day.
    public let from: CalendarDate

    public init(assignment: Assignment, receiver: UserID, from: CalendarDate) {
        self.assignment = assignment
        self.receiver = receiver
        self.from = from
    }
}
