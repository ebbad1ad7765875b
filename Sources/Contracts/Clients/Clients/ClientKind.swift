// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a client is in law.
public enum ClientKind: String, TextEnumeration {
    case company
    case person
}
