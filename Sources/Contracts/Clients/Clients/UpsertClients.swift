// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Each row finds its client by the external id, changes the given fields, or creates it; a row that cannot be
/// carried out is refused alone. What is carried out happens in one transaction, in the order of the rows.
///
/// Of several rows with one external id the first that is valid by itself counts; the others are refused.
public struct UpsertClients: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.upsertClients"
    public static let summary = "Creates or changes up to 500 clients by external id, with an outcome for each row."
    public static let access = Access.permission(.writeClients)

    public let idempotencyKey: IdempotencyKey
    /// The system whose ids the rows hold.
    public let system: ExternalSystem
    public let rows: List<1, 500, ClientRow>

    public init(idempotencyKey: IdempotencyKey, system: ExternalSystem, rows: List<1, 500, ClientRow>) {
        self.idempotencyKey = idempotencyKey
        self.system = system
        self.rows = rows
    }

    public struct Response: Codable, Sendable, Equatable {
        /// One for each row, in the order of the rows.
        public let outcomes: [ClientRowOutcome]

        public init(outcomes: [ClientRowOutcome]) {
            self.outcomes = outcomes
        }
    }
}
