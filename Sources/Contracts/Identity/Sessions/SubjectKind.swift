// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What calls: a person or a program.
public enum SubjectKind: String, TextEnumeration {
    case user
    case serviceAccount = "service_account"
}
