// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The user has the role for the client on some of the days.
public struct AlreadyAssigned: DomainError {
    public static let code = 2024
    public static let reason = "clients.already_assigned"
    public let assignment: Assignment

    public init(assignment: Assignment) {
        self.assignment = assignment
    }

    public var message: String { "The user has the role for the client on some of these days." }
}
