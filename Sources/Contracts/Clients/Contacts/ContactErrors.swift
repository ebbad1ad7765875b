// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such contact, or the caller may not see it.
public struct ContactNotFound: DomainError {
    public static let code = 2010
    public static let reason = "clients.contact_not_found"

    public init() {}

    public var message: String { "There is no such contact." }
}

/// The time zone is none of the IANA database's.
public struct ContactTimeZoneUnknown: DomainError {
    public static let code = 2011
    public static let reason = "clients.time_zone_unknown"

    public init() {}

    public var message: String { "There is no such time zone." }
}
