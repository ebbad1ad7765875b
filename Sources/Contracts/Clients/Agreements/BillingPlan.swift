// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How often a contract line is billed.
public enum BillingPlan: String, TextEnumeration {
    case halfYearly = "half_yearly"
    case monthly
    /// Not again: it adds nothing to the contract's recurring value.
    case once
    case quarterly
    case yearly

    /// Bills of a year; 0 for what is billed once.
    public var timesAYear: Int64 {
        switch self {
        case .halfYearly: 2
        case .monthly: 12
        case .once: 0
        case .quarterly: 4
        case .yearly: 1
        }
    }
}
