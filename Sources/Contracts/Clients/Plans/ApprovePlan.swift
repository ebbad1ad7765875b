// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The approval is of this version with its goals and objectives: whoever changes one of these makes the plan a draft
/// again. What becomes of actions does not. Approving an approved plan changes nothing.
public struct ApprovePlan: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.approvePlan"
    public static let summary = "Approves a plan, if its version is still the one that was read."
    public static let access = Access.permission(.approvePlans)
    public static let errors: [any DomainError.Type] = [
        PlanNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let plan: PlanID
    public let ifVersion: Version
    public let note: LongText<4000>?

    public init(idempotencyKey: IdempotencyKey, plan: PlanID, ifVersion: Version, note: LongText<4000>? = nil) {
        self.idempotencyKey = idempotencyKey
        self.plan = plan
        self.ifVersion = ifVersion
        self.note = note
    }

    public struct Response: Codable, Sendable, Equatable {
        public let plan: Plan

        public init(plan: Plan) {
            self.plan = plan
        }
    }
}
