// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The holder, and everybody above him in the reporting lines, sees the client on the days from `from` to `to`, as if
/// he was assigned. What he may do with it is what his permissions say. Whether the user exists is not checked here.
public struct GrantAccess: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.grantAccess"
    public static let summary = "Lets a user, a group or a service account see a client."
    public static let access = Access.permission(.grantAccess)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        UserGroupNotFound.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    public let holder: AccessHolder
    public let from: CalendarDate
    /// The last day; none when left out.
    public let to: CalendarDate?
    public let note: Text<1, 400>?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, holder: AccessHolder, from: CalendarDate,
        to: CalendarDate? = nil, note: Text<1, 400>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.holder = holder
        self.from = from
        self.to = to
        self.note = note
    }

    public struct Response: Codable, Sendable, Equatable {
        public let grant: AccessGrant

        public init(grant: AccessGrant) {
            self.grant = grant
        }
    }
}
