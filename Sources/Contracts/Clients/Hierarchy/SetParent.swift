// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// On the days from `from` to `to` the client belongs to the parent, or to none when none is given, whatever was said
/// of these days before; its other days stay. Both must be seen by the caller.
///
/// A call that would change nothing writes nothing: the version stays.
public struct SetParent: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.setParent"
    public static let summary = "Says to which client another one belongs on some days."
    public static let access = Access.permission(.writeClients)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ParentCycle.self,
        TooManyParents.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    /// When given, and not the version of the client's parentage any more, nothing changes. Before the first parent it
    /// must be left out.
    public let ifVersion: Version?
    public let parent: ClientID?
    public let from: CalendarDate
    /// The last day; none when left out.
    public let to: CalendarDate?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, ifVersion: Version? = nil, parent: ClientID? = nil,
        from: CalendarDate, to: CalendarDate? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.ifVersion = ifVersion
        self.parent = parent
        self.from = from
        self.to = to
    }

    public struct Response: Codable, Sendable, Equatable {
        public let parentage: Parentage

        public init(parentage: Parentage) {
            self.parentage = parentage
        }
    }
}
