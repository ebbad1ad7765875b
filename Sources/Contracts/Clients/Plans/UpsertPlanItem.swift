// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The item becomes what the call says, in whole. Without `item` one is made. With it, `ifVersion` must be given, and
/// when it is not the item's version any more nothing changes; its plan and its kind stay. A goal or an objective that
/// is made or changed makes an approved plan a draft again.
public struct UpsertPlanItem: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.upsertPlanItem"
    public static let summary = "Makes a goal, an objective or an action of a plan, or replaces one."
    public static let access = Access.permission(.writePlans)
    public static let errors: [any DomainError.Type] = [
        ContactNotFound.self,
        PlanItemMisplaced.self,
        PlanItemNotFound.self,
        PlanNotFound.self,
        PlanTooLarge.self,
        SubjectErased.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let plan: PlanID
    /// Absent for a new one.
    public let item: PlanItemID?
    /// Given exactly when `item` is.
    public let ifVersion: Version?
    public let kind: PlanItemKind
    /// Of a goal none, of an objective a goal, of an action an objective.
    public let parent: PlanItemID?
    public let title: Text<1, 200>
    public let detail: LongText<4000>?
    /// `ours` when left out.
    public let side: PlanSide?
    public let owner: UserID?
    /// A contact at the client.
    public let contact: ContactID?
    public let dueOn: CalendarDate?
    public let measure: Measure?
    /// `open` when left out.
    public let state: PlanItemState?
    /// False when left out.
    public let isShared: Bool?

    public init(
        idempotencyKey: IdempotencyKey, plan: PlanID, item: PlanItemID? = nil, ifVersion: Version? = nil,
        kind: PlanItemKind, parent: PlanItemID? = nil, title: Text<1, 200>, detail: LongText<4000>? = nil,
        side: PlanSide? = nil, owner: UserID? = nil, contact: ContactID? = nil, dueOn: CalendarDate? = nil,
        measure: Measure? = nil, state: PlanItemState? = nil, isShared: Bool? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.plan = plan
        self.item = item
        self.ifVersion = ifVersion
        self.kind = kind
        self.parent = parent
        self.title = title
        self.detail = detail
        self.side = side
        self.owner = owner
        self.contact = contact
        self.dueOn = dueOn
        self.measure = measure
        self.state = state
        self.isShared = isShared
    }

    public struct Response: Codable, Sendable, Equatable {
        public let item: PlanItem
        /// As it is afterwards.
        public let plan: Plan

        public init(item: PlanItem, plan: Plan) {
            self.item = item
            self.plan = plan
        }
    }
}
