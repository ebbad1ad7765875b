// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Another one is the client's primary manager on some of the days.
public struct PrimaryTaken: DomainError {
    public static let code = 2021
    public static let reason = "clients.primary_manager_taken"
    /// The first of those that are in the way.
    public let assignment: Assignment

    public init(assignment: Assignment) {
        self.assignment = assignment
    }

    public var message: String { "The client has another primary manager on these days." }
}
