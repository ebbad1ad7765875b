// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The client would have more external ids than a record holds.
public struct TooManyExternalIDs: DomainError {
    public static let code = 2003
    public static let reason = "clients.too_many_external_ids"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "A client has at most \(limit.rawValue) external ids." }
}
