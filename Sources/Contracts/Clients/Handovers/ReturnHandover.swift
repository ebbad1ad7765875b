// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The primary manager stays who he is. The outgoing one brings what is missing with `clients.updateHandover`.
public struct ReturnHandover: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.returnHandover"
    public static let summary = "Returns a handover with what is missing, by the incoming manager."
    public static let access = Access.permission(.assignClients)
    public static let errors: [any DomainError.Type] = [
        HandoverNotFound.self,
        HandoverNotYours.self,
        HandoverStateRefused.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let handover: HandoverID
    public let ifVersion: Version
    public let missing: List<1, 100, Text<1, 1000>>

    public init(
        idempotencyKey: IdempotencyKey, handover: HandoverID, ifVersion: Version,
        missing: List<1, 100, Text<1, 1000>>
    ) {
        self.idempotencyKey = idempotencyKey
        self.handover = handover
        self.ifVersion = ifVersion
        self.missing = missing
    }

    public struct Response: Codable, Sendable, Equatable {
        public let handover: Handover

        public init(handover: Handover) {
            self.handover = handover
        }
    }
}
