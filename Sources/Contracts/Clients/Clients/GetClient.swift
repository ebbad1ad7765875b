// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Exactly one of `client` and `externalId` says which; an external id is looked up as it is now.
public struct GetClient: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getClient"
    public static let summary = "Answers a client by its id or by an external id, with the dates of its lifecycle."
    public static let access = Access.permission(.readClients)
    public static let errors: [any DomainError.Type] = [ClientNotFound.self]

    public let client: ClientID?
    public let externalId: ExternalID?
    /// The record and its lifecycle as they were at the end of this day in UTC; as they are now when left out. Before
    /// it was created a client does not exist.
    public let asOf: CalendarDate?

    public init(client: ClientID, asOf: CalendarDate? = nil) {
        self.client = client
        externalId = nil
        self.asOf = asOf
    }

    public init(externalId: ExternalID, asOf: CalendarDate? = nil) {
        client = nil
        self.externalId = externalId
        self.asOf = asOf
    }

    public struct Response: Codable, Sendable, Equatable {
        public let client: Client
        /// The latest changes, oldest first; 100 at most.
        public let lifecycleChanges: [LifecycleChange]
        /// Which client it is now, when it was merged into another one: the record is as it was last.
        public let mergedInto: ClientID?

        public init(client: Client, lifecycleChanges: [LifecycleChange], mergedInto: ClientID? = nil) {
            self.client = client
            self.lifecycleChanges = lifecycleChanges
            self.mergedInto = mergedInto
        }
    }
}
