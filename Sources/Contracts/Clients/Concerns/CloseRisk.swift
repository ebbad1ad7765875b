// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A closed risk stays as it is for ever.
public struct CloseRisk: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.closeRisk"
    public static let summary =
        "Closes a risk with what became of it, if its version is still the one that was read."
    public static let access = Access.permission(.writeConcerns)
    public static let errors: [any DomainError.Type] = [
        RiskClosed.self,
        RiskNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let risk: RiskID
    public let ifVersion: Version
    /// Not `open`.
    public let outcome: RiskState
    public let note: LongText<4000>

    public init(
        idempotencyKey: IdempotencyKey, risk: RiskID, ifVersion: Version, outcome: RiskState, note: LongText<4000>
    ) {
        self.idempotencyKey = idempotencyKey
        self.risk = risk
        self.ifVersion = ifVersion
        self.outcome = outcome
        self.note = note
    }

    public struct Response: Codable, Sendable, Equatable {
        public let risk: Risk

        public init(risk: Risk) {
            self.risk = risk
        }
    }
}
