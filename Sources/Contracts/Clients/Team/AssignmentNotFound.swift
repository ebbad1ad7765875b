// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The client has no such assignment.
public struct AssignmentNotFound: DomainError {
    public static let code = 2020
    public static let reason = "clients.assignment_not_found"

    public init() {}

    public var message: String { "The client has no such assignment." }
}
