// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Something that has to do with who may do what. Kept for good, in a chain for each organisation.
struct SecurityEvent: Sendable, Equatable {
    enum Kind: String, Sendable {
        case clientSecretIssued = "client_secret_issued"
        case clientSecretRevoked = "client_secret_revoked"
        case clientRefused = "client_refused"
        case clientTokenIssued = "client_token_issued"
        case loggedIn = "logged_in"
        case loggedOut = "logged_out"
        case loginFailed = "login_failed"
        case organisationCreated = "organisation_created"
        case passwordChanged = "password_changed"
        case passwordSet = "password_set"
        case refreshTokenReused = "refresh_token_reused"
        case rolesAssigned = "roles_assigned"
        case serviceAccountCreated = "service_account_created"
        case userCreated = "user_created"
        case userDisabled = "user_disabled"
    }

    let organisation: OrganisationID
    let kind: Kind
    /// Who did it, as `Caller.label` writes it.
    let actor: String
    /// Whom or what it was done to; empty when that is the actor.
    let subject: String
    /// The network address that it came from; empty when it came from the command line.
    let address: String
    /// Never a secret, and never what somebody typed.
    let detail: String

    init(
        _ kind: Kind, in organisation: OrganisationID, by actor: Caller.Subject, on subject: Caller.Subject? = nil,
        detail: String = "", address: String = CallContext.peerAddress
    ) {
        self.kind = kind
        self.organisation = organisation
        self.actor = actor.label
        self.subject = subject?.label ?? ""
        self.address = String(address.prefix(SecurityEvent.greatestAddressLength))
        self.detail = detail
    }

    private static let greatestAddressLength = 64
}

extension Caller.Subject {
    /// As `Caller.label`.
    var label: String {
        Caller(subject: self, organisation: .nobody, permissions: PermissionSet([])).label
    }
}

extension OrganisationID {
    /// The chain of events that belong to no organisation.
    static let nobody = OrganisationID(UUIDValue(high: 0, low: 0))
}
