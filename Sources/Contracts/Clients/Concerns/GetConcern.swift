// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetConcern: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getConcern"
    public static let summary = "Answers a concern with its moves."
    public static let access = Access.permission(.readConcerns)
    public static let errors: [any DomainError.Type] = [ConcernNotFound.self]

    public let concern: ConcernID

    public init(concern: ConcernID) {
        self.concern = concern
    }

    public struct Response: Codable, Sendable, Equatable {
        public let status: ConcernStatus
        /// The latest, oldest first; 100 at most.
        public let moves: [ConcernMove]

        public init(status: ConcernStatus, moves: [ConcernMove]) {
            self.status = status
            self.moves = moves
        }
    }
}
