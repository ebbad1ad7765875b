// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a tree of reasons is about.
public enum ReasonKind: String, TextEnumeration {
    /// Why a client, or one of its contracts, was lost after the sale.
    case churn
    /// Why a client buys less than before.
    case contraction
    /// Why a lead was not worth following.
    case disqualification
    /// Why an opportunity was not won.
    case loss
}
