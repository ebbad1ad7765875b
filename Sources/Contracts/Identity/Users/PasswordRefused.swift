// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The password is too easy to guess (NIST SP 800-63B: length and blocklist, no rules of composition).
public struct PasswordRefused: DomainError {
    public static let code = 1013
    public static let reason = "identity.password_refused"

    public let because: PasswordWeakness

    public init(because: PasswordWeakness) {
        self.because = because
    }

    public var message: String {
        switch because {
        case .tooShort: "A password has at least 15 characters."
        case .tooLong: "A password has at most 128 characters."
        case .tooCommon: "The password is one of those that are guessed first."
        case .tooPersonal: "Too little of the password is left without the user's and the organisation's names."
        }
    }
}

public enum PasswordWeakness: String, TextEnumeration {
    /// Fewer than 15 Unicode scalars in normal form C.
    case tooShort = "too_short"
    /// More than 128 Unicode scalars in normal form C.
    case tooLong = "too_long"
    case tooCommon = "too_common"
    case tooPersonal = "too_personal"
}
