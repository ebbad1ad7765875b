// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// From today's primary manager, who stays it until the handover is completed. A client has one handover at a time.
public struct StartHandover: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.startHandover"
    public static let summary = "Opens the handover of a client from its primary manager to another."
    public static let access = Access.permission(.assignClients)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotFound.self,
        HandoverUnderWay.self,
        PrimaryMissing.self,
        SubjectErased.self,
        TeamRoleNotPrimary.self,
        TeamRoleUnknown.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    public let handover: NewHandover

    public init(idempotencyKey: IdempotencyKey, client: ClientID, handover: NewHandover) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.handover = handover
    }

    public struct Response: Codable, Sendable, Equatable {
        public let handover: Handover

        public init(handover: Handover) {
            self.handover = handover
        }
    }
}
