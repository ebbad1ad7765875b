// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The caller's organisation has no such user, or the caller is not one.
public struct UserNotFound: DomainError {
    public static let code = 1010
    public static let reason = "identity.user_not_found"

    public init() {}

    public var message: String { "There is no such user." }
}

/// Another user of the organisation has the e-mail address.
public struct EmailTaken: DomainError {
    public static let code = 1011
    public static let reason = "identity.email_taken"

    public init() {}

    public var message: String { "A user of the organisation has this e-mail address already." }
}

/// Without him nobody could manage the organisation's users.
public struct LastAdministrator: DomainError {
    public static let code = 1012
    public static let reason = "identity.last_administrator"

    public init() {}

    public var message: String { "The organisation's last administrator must stay one." }
}

/// The current password that came with the new one is not the caller's.
public struct CurrentPasswordWrong: DomainError {
    public static let code = 1014
    public static let reason = "identity.current_password_wrong"

    public init() {}

    public var message: String { "The current password is wrong." }
}
