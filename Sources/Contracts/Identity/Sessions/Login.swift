// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Starts a session of a user. An unknown user, a wrong password, a disabled user, and an e-mail address that several
/// organisations know while none is named answer the same, after the same time.
///
/// Guesses are limited for each e-mail address and for each network address: beyond that the answer is -32005.
public struct Login: RPCMethod, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.login"
    public static let summary = "Starts a user's session and answers its access and refresh tokens."
    public static let access = Access.anyone
    public static let errors: [any DomainError.Type] = [LoginRefused.self]

    /// Needed only when several organisations know the e-mail address.
    public let organisation: OrganisationCode?
    public let email: EmailAddress
    public let password: Secret

    public init(organisation: OrganisationCode? = nil, email: EmailAddress, password: Secret) {
        self.organisation = organisation
        self.email = email
        self.password = password
    }

    public typealias Response = SessionTokens
}
