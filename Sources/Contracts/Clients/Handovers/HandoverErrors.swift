// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such handover, or the caller may not see it.
public struct HandoverNotFound: DomainError {
    public static let code = 2130
    public static let reason = "clients.handover_not_found"

    public init() {}

    public var message: String { "There is no such handover." }
}

/// The call is for handovers in another state.
public struct HandoverStateRefused: DomainError {
    public static let code = 2131
    public static let reason = "clients.handover_state_refused"
    public let state: HandoverState

    public init(state: HandoverState) {
        self.state = state
    }

    public var message: String { "The handover's state is \(state.rawValue)." }
}

/// The client is being handed over already; one handover at a time.
public struct HandoverUnderWay: DomainError {
    public static let code = 2132
    public static let reason = "clients.handover_under_way"
    public let handover: HandoverID

    public init(handover: HandoverID) {
        self.handover = handover
    }

    public var message: String { "The client is being handed over already." }
}

/// The client becomes a customer, so that somebody must be named who takes over.
public struct HandoverMissing: DomainError {
    public static let code = 2133
    public static let reason = "clients.handover_missing"

    public init() {}

    public var message: String { "A client who becomes a customer needs a handover." }
}

/// Only the incoming manager answers a handover, or who may reassign portfolios.
public struct HandoverNotYours: DomainError {
    public static let code = 2134
    public static let reason = "clients.handover_not_yours"
    public let incoming: UserID

    public init(incoming: UserID) {
        self.incoming = incoming
    }

    public var message: String { "Only the incoming manager can answer the handover." }
}

/// Nobody takes over before the contract was signed.
public struct HandoverDayRefused: DomainError {
    public static let code = 2135
    public static let reason = "clients.handover_day_refused"
    /// The first day that would do.
    public let earliest: CalendarDate

    public init(earliest: CalendarDate) {
        self.earliest = earliest
    }

    public var message: String { "Nobody can take over before \(earliest.text)." }
}
