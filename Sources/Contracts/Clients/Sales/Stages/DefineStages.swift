// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The list is replaced in whole. It has open stages first, then one for each outcome: `won` with the probability 100,
/// `lost` and `abandoned` with 0. A code stays what it is: who renames a stage gives it another name.
public struct DefineStages: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.defineStages"
    public static let summary = "Replaces the stages of opportunities, if their version is still the one that was read."
    public static let access = Access.permission(.configureSales)
    public static let errors: [any DomainError.Type] = [
        StageInUse.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let ifVersion: Version
    public let stages: List<4, 30, Stage>

    public init(idempotencyKey: IdempotencyKey, ifVersion: Version, stages: List<4, 30, Stage>) {
        self.idempotencyKey = idempotencyKey
        self.ifVersion = ifVersion
        self.stages = stages
    }

    public struct Response: Codable, Sendable, Equatable {
        public let stages: StageList

        public init(stages: StageList) {
            self.stages = stages
        }
    }
}
