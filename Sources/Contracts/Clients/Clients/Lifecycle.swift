// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How far the relationship with a client has come.
public enum Lifecycle: String, TextEnumeration {
    /// Worth winning; nobody there has been spoken to.
    case target
    /// In talks.
    case prospect
    /// Buys.
    case customer
    /// Bought, and left.
    case former
}
