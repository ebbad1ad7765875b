// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such plan, or the caller may not see it.
public struct PlanNotFound: DomainError {
    public static let code = 2260
    public static let reason = "clients.plan_not_found"

    public init() {}

    public var message: String { "There is no such plan." }
}

/// The plan has no such item.
public struct PlanItemNotFound: DomainError {
    public static let code = 2261
    public static let reason = "clients.plan_item_not_found"

    public init() {}

    public var message: String { "The plan has no such item." }
}

/// An item of this kind has another kind of parent, or none.
public struct PlanItemMisplaced: DomainError {
    public static let code = 2262
    public static let reason = "clients.plan_item_misplaced"
    /// What the parent must be; absent for a goal, which has none.
    public let parent: PlanItemKind?

    public init(parent: PlanItemKind?) {
        self.parent = parent
    }

    public var message: String { "An item of this kind stands elsewhere in a plan." }
}

/// The plan has as many items as a plan has at most.
public struct PlanTooLarge: DomainError {
    public static let code = 2263
    public static let reason = "clients.plan_too_large"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "A plan has \(limit.rawValue) items at most." }
}

/// The organisation has no such need, or the caller may not see it.
public struct NeedNotFound: DomainError {
    public static let code = 2264
    public static let reason = "clients.need_not_found"

    public init() {}

    public var message: String { "There is no such need." }
}
