// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// Who a call comes from, as the authenticator found him. Stores add his organisation to every statement.
package struct Caller: Sendable, Equatable {
    package enum Subject: Sendable, Hashable {
        /// Nobody yet: only methods open to anyone see such a caller.
        case anonymous
        case user(UserID)
        case serviceAccount(ServiceAccountID)
        case service(ServiceName)
    }

    package let subject: Subject
    /// The tenant. For a service, which has none, an organisation that no record has.
    package let organisation: OrganisationID
    package let permissions: PermissionSet
    /// The access token's `jti`; nil for a service.
    package let tokenID: String?

    package init(
        subject: Subject, organisation: OrganisationID, permissions: PermissionSet, tokenID: String? = nil
    ) {
        self.subject = subject
        self.organisation = organisation
        self.permissions = permissions
        self.tokenID = tokenID
    }

    package static let anonymous = Caller(
        subject: .anonymous, organisation: noOrganisation, permissions: PermissionSet([]))

    package static func service(_ name: ServiceName) -> Caller {
        Caller(subject: .service(name), organisation: noOrganisation, permissions: PermissionSet([]))
    }

    private static let noOrganisation = OrganisationID(UUIDValue(high: 0, low: 0))

    package var service: ServiceName? {
        if case .service(let name) = subject { name } else { nil }
    }

    /// The one word that logs and audit columns keep: `user:<id>`, `service-account:<id>` or `service:<name>`.
    package var label: String {
        switch subject {
        case .anonymous: "anonymous"
        case .user(let id): "user:\(id)"
        case .serviceAccount(let id): "service-account:\(id)"
        case .service(let name): "service:\(name.rawValue)"
        }
    }

    /// Whether the caller may use a method with this access.
    package func satisfies(_ access: Access) -> Bool {
        switch access {
        case .anyone: true
        case .authenticated: service == nil && subject != .anonymous
        case .permission(let permission): service == nil && permissions.contains(permission)
        case .services(let services): service.map(services.contains) ?? false
        case .permissionOrServices(let permission, let services):
            service.map(services.contains) ?? permissions.contains(permission)
        }
    }

    /// The organisation that a call is about: the caller's own, or for a service the one it names.
    ///
    /// Throws `InvalidParams` when a service names none, or another caller names one that is not his.
    package func organisation(asked: OrganisationID?) throws(InvalidParams) -> OrganisationID {
        guard service != nil else {
            guard asked == nil || asked == organisation else {
                throw InvalidParams(path: "$.organisation", rule: "must be absent or the caller's own organisation")
            }
            return organisation
        }
        guard let asked else {
            throw InvalidParams(path: "$.organisation", rule: "must be present when a service calls")
        }
        return asked
    }
}

/// A set of permissions as bits, so that a check costs one instruction.
package struct PermissionSet: Sendable, Equatable {
    private let bits: UInt64

    package init(_ permissions: some Sequence<Permission>) {
        bits = permissions.reduce(0) { bits, permission in bits | PermissionSet.bit(of: permission) }
    }

    package func contains(_ permission: Permission) -> Bool {
        bits & PermissionSet.bit(of: permission) != 0
    }

    package var permissions: [Permission] {
        Permission.allCases.filter(contains)
    }

    private static let positions = Dictionary(
        uniqueKeysWithValues: Permission.allCases.enumerated().map { ($1, UInt64(1) << UInt64($0)) })

    private static func bit(of permission: Permission) -> UInt64 {
        positions[permission, default: 0]
    }
}
