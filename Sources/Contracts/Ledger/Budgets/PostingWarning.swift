// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What was noticed about an entry that was posted all the same. The member named by `kind` is there.
public struct PostingWarning: Codable, Sendable, Equatable {
    public enum Kind: String, TextEnumeration {
        case budgetExceeded = "budget_exceeded"
    }

    public let kind: Kind
    public let message: Text<0, 500>
    public let budgetExceeded: BudgetExceeded?

    public init(kind: Kind, message: Text<0, 500>, budgetExceeded: BudgetExceeded? = nil) {
        self.kind = kind
        self.message = message
        self.budgetExceeded = budgetExceeded
    }
}
