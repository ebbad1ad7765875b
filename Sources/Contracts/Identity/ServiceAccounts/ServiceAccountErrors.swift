// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Deliberately the only answer to client credentials that do not hold.
public struct ClientRefused: DomainError {
    public static let code = 1003
    public static let reason = "identity.client_refused"

    public init() {}

    public var message: String { "The service account or its secret is wrong." }
}

public struct ServiceAccountNotFound: DomainError {
    public static let code = 1030
    public static let reason = "identity.service_account_not_found"

    public init() {}

    public var message: String { "There is no such service account." }
}

/// Another service account of the organisation has the name.
public struct ServiceAccountNameTaken: DomainError {
    public static let code = 1031
    public static let reason = "identity.service_account_name_taken"

    public init() {}

    public var message: String { "A service account of the organisation has this name already." }
}

/// The service account has no such secret, or it has expired or been revoked.
public struct ClientSecretNotFound: DomainError {
    public static let code = 1032
    public static let reason = "identity.client_secret_not_found"

    public init() {}

    public var message: String { "There is no such client secret." }
}

public struct TooManyClientSecrets: DomainError {
    public static let code = 1033
    public static let reason = "identity.too_many_client_secrets"

    /// How many secrets of a service account may hold at once.
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "The service account has \(limit) secrets that hold; revoke one first." }
}
