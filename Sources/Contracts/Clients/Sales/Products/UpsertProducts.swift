// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Products become what the rows say, found by their codes. All rows are carried out, or none is.
public struct UpsertProducts: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.upsertProducts"
    public static let summary = "Creates products of the catalogue, or replaces them, by their codes."
    public static let access = Access.permission(.configureSales)
    public static let errors: [any DomainError.Type] = [
        ProductCodeUnknown.self,
        ProductVersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// One for each code.
    public let rows: List<1, 500, ProductRow>

    public init(idempotencyKey: IdempotencyKey, rows: List<1, 500, ProductRow>) {
        self.idempotencyKey = idempotencyKey
        self.rows = rows
    }

    public struct Response: Codable, Sendable, Equatable {
        /// In the order of the rows.
        public let outcomes: [ProductOutcome]

        public init(outcomes: [ProductOutcome]) {
            self.outcomes = outcomes
        }
    }
}
