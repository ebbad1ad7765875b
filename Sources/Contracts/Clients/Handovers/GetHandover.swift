// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetHandover: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getHandover"
    public static let summary = "Answers a handover by its id."
    public static let access = Access.permission(.readClients)
    public static let errors: [any DomainError.Type] = [HandoverNotFound.self]

    public let handover: HandoverID

    public init(handover: HandoverID) {
        self.handover = handover
    }

    public struct Response: Codable, Sendable, Equatable {
        public let handover: Handover

        public init(handover: Handover) {
            self.handover = handover
        }
    }
}
