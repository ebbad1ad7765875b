// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Without `plan` one is made, as a draft. With it, `ifVersion` must be given, and the plan becomes what the call says,
/// in whole: it stays with its client, and is a draft again until it is approved anew. When `ifVersion` is not its
/// version any more, nothing changes.
public struct CreatePlan: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.createPlan"
    public static let summary =
        "Makes a plan for a client, or replaces its text if its version is still the one that was read."
    public static let access = Access.permission(.writePlans)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        PlanNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// Absent for a new one.
    public let plan: PlanID?
    /// Given exactly when `plan` is.
    public let ifVersion: Version?
    public let client: ClientID
    public let title: Text<1, 200>
    /// The first day.
    public let from: CalendarDate
    /// The last day.
    public let to: CalendarDate
    public let vision: LongText<4000>?
    public let swot: Swot?
    public let pestle: Pestle?
    /// False when left out.
    public let isShared: Bool?

    public init(
        idempotencyKey: IdempotencyKey, plan: PlanID? = nil, ifVersion: Version? = nil, client: ClientID,
        title: Text<1, 200>, from: CalendarDate, to: CalendarDate, vision: LongText<4000>? = nil, swot: Swot? = nil,
        pestle: Pestle? = nil, isShared: Bool? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.plan = plan
        self.ifVersion = ifVersion
        self.client = client
        self.title = title
        self.from = from
        self.to = to
        self.vision = vision
        self.swot = swot
        self.pestle = pestle
        self.isShared = isShared
    }

    public struct Response: Codable, Sendable, Equatable {
        public let plan: Plan

        public init(plan: Plan) {
            self.plan = plan
        }
    }
}
