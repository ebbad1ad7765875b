// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such book, or the caller may not see it.
public struct BookNotFound: DomainError {
    public static let code = 3001
    public static let reason = "ledger.book_not_found"
    public init() {}
    public var message: String { "There is no such book." }
}

/// Another book of the organisation has the code.
public struct BookCodeTaken: DomainError {
    public static let code = 3002
    public static let reason = "ledger.book_code_taken"
    public init() {}
    public var message: String { "Another book of the organisation has this code." }
}

/// The time zone is not in the IANA database.
public struct TimeZoneUnknown: DomainError {
    public static let code = 3003
    public static let reason = "ledger.time_zone_unknown"
    public init() {}
    public var message: String { "The time zone is not in the IANA database." }
}
