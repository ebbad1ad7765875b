// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A part of a client's record that may be left empty, and so may be cleared.
public enum ClientField: String, TextEnumeration {
    case tier
    case segment
    case industry
    case country
    case currency
    case locale
}
