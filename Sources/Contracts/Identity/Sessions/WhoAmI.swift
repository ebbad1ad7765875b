// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Answered from the access token alone: it says what the token says, not what has changed since.
public struct WhoAmI: Query, Equatable {
    public typealias API = IdentityAPI
    public static let name = "identity.whoAmI"
    public static let summary = "Answers who calls, in which organisation, and with which permissions."
    public static let access = Access.authenticated

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let kind: SubjectKind
        /// Present when a user calls.
        public let user: UserID?
        /// Present when a service account calls.
        public let serviceAccount: ServiceAccountID?
        public let organisation: OrganisationID
        /// In the order of the permission table.
        public let permissions: [Permission]

        public init(
            kind: SubjectKind, user: UserID?, serviceAccount: ServiceAccountID?, organisation: OrganisationID,
            permissions: [Permission]
        ) {
            self.kind = kind
            self.user = user
            self.serviceAccount = serviceAccount
            self.organisation = organisation
            self.permissions = permissions
        }
    }
}
