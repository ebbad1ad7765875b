// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A version of a book's budget: amounts by account and month, in the book's functional currency.
public struct Budget: Codable, Sendable, Equatable {
    /// A short name, unique in the book.
    public let code: BudgetCode
    public let name: Text<1, 200>
    public let from: CalendarMonth
    /// Inclusive.
    public let to: CalendarMonth
    public let state: BudgetState
    /// What happens to an entry that goes beyond the budget while it is active. It is about accounts of assets and
    /// expenses; a line can say otherwise for itself.
    public let check: BudgetCheck
    public let lines: Count
    public let createdAt: Instant
    public let version: Version

    public init(
        code: BudgetCode, name: Text<1, 200>, from: CalendarMonth, to: CalendarMonth, state: BudgetState,
        check: BudgetCheck, lines: Count, createdAt: Instant, version: Version
    ) {
        self.code = code
        self.name = name
        self.from = from
        self.to = to
        self.state = state
        self.check = check
        self.lines = lines
        self.createdAt = createdAt
        self.version = version
    }
}

public enum BudgetState: String, TextEnumeration {
    /// Being made: postings are not checked against it.
    case draft
    case active
    /// Replaced, or over: it is kept for reports.
    case retired
}

/// What happens to an entry that goes beyond a budget.
public enum BudgetCheck: String, TextEnumeration {
    case none
    /// It is posted, and its answer has a warning.
    case warn
    case refuse
}

/// A budget's short name: 1 to 32 of `A-Z a-z 0-9 . _ -`.
public struct BudgetCode: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...32, TextRule.isCodeByte) else {
            throw ContractViolation("must be 1 to 32 letters, digits, dots, underscores or hyphens")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...32, pattern: "^[A-Za-z0-9._-]+$", description: "A budget's short name.")
    }

    public static var example: BudgetCode { BudgetCode(unchecked: "2026-v1") }
    public static func < (left: BudgetCode, right: BudgetCode) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }
}
