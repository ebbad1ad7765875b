// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such book, its first records have not arrived yet, or the caller may not see it.
public struct BookNotReported: DomainError {
    public static let code = 4001
    public static let reason = "reporting.book_not_found"
    public init() {}
    public var message: String { "There is no such book, or its first records have not arrived yet." }
}
