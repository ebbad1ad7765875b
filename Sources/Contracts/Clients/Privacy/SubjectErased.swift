// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The person's data was erased: what is left is a record without a name, and nothing is added to it.
public struct SubjectErased: DomainError {
    public static let code = 2400
    public static let reason = "clients.subject_erased"
    public let erasedAt: Instant

    public init(erasedAt: Instant) {
        self.erasedAt = erasedAt
    }

    public var message: String { "The person's data was erased." }
}
