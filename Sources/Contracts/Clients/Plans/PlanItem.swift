// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum PlanItemKind: String, TextEnumeration {
    case goal
    /// Under a goal.
    case objective
    /// Under an objective.
    case action
}

/// Who has to do it.
public enum PlanSide: String, TextEnumeration {
    case ours
    case client
    case joint
}

public enum PlanItemState: String, TextEnumeration {
    case open
    case reached
    case dropped
}

/// A number that is measured, with at most 15 digits before the point and 6 after it; never rounded.
public struct MeasuredNumber: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        var digits = text.utf8[...]
        if digits.first == 0x2D { digits = digits.dropFirst() }
        let parts = digits.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { (0x30...0x39).contains($0) } }
        guard isNumber, parts[0].count <= 15, parts[0].count == 1 || parts[0].first != 0x30,
            parts.count == 1 || parts[1].count <= 6
        else { throw ContractViolation("must be a number with at most 15 digits and 6 decimals, such as 12.5") }
        self.text = text
    }

    public static var schema: Schema {
        .text(
            length: 1...23, pattern: "^-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?$",
            description: "A number that is measured, as decimal text.")
    }

    public static var example: Self { Self(unchecked: "12.5") }
    private init(unchecked text: String) { self.text = text }
}

/// By what an objective is measured.
public struct Measure: Codable, Sendable, Hashable {
    public let name: Text<1, 100>
    public let unit: Text<1, 30>?
    /// Where it began.
    public let baseline: MeasuredNumber?
    public let target: MeasuredNumber
    /// Where it is.
    public let actual: MeasuredNumber?

    public init(
        name: Text<1, 100>, unit: Text<1, 30>? = nil, baseline: MeasuredNumber? = nil, target: MeasuredNumber,
        actual: MeasuredNumber? = nil
    ) {
        self.name = name
        self.unit = unit
        self.baseline = baseline
        self.target = target
        self.actual = actual
    }
}

/// A goal, an objective or an action of a plan, as of one version of the record.
public struct PlanItem: Codable, Sendable, Equatable {
    public let id: PlanItemID
    /// From 1; each change adds 1.
    public let version: Version
    public let plan: PlanID
    public let client: ClientID
    public let kind: PlanItemKind
    /// The goal of an objective, the objective of an action.
    public let parent: PlanItemID?
    public let title: Text<1, 200>
    public let detail: LongText<4000>?
    public let side: PlanSide
    /// Of us.
    public let owner: UserID?
    /// At the client.
    public let contact: ContactID?
    public let dueOn: CalendarDate?
    public let measure: Measure?
    public let state: PlanItemState
    /// Whether it is meant for the client's eyes as well.
    public let isShared: Bool
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: PlanItemID, version: Version, plan: PlanID, client: ClientID, kind: PlanItemKind, parent: PlanItemID? = nil,
        title: Text<1, 200>, detail: LongText<4000>? = nil, side: PlanSide, owner: UserID? = nil,
        contact: ContactID? = nil, dueOn: CalendarDate? = nil, measure: Measure? = nil, state: PlanItemState,
        isShared: Bool, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.plan = plan
        self.client = client
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
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
