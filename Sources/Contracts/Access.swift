// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Who may call a method. Decided before the method's params are opened.
public enum Access: Sendable, Equatable {
    /// Anybody, without a token.
    case anyone
    /// Any authenticated user or service account, whatever his permissions.
    case authenticated
    /// A user or service account whose roles hold the permission in his organisation.
    case permission(Permission)
    /// One of these services, known by its certificate.
    case services([ServiceName])
    /// Holders of the permission in their own organisation, and these services in any.
    case permissionOrServices(Permission, [ServiceName])
}

extension Access: CustomStringConvertible {
    /// The form printed as `x-access` in the OpenRPC document.
    public var description: String {
        switch self {
        case .anyone: "anyone"
        case .authenticated: "authenticated"
        case .permission(let permission): "permission:\(permission.rawValue)"
        case .services(let services): "service:" + services.map(\.rawValue).joined(separator: ",")
        case .permissionOrServices(let permission, let services):
            "permission:\(permission.rawValue) or service:" + services.map(\.rawValue).joined(separator: ",")
        }
    }
}

/// The four services, as their certificates name them: `kontor://service/<name>`.
public enum ServiceName: String, TextEnumeration {
    case identity
    case clients
    case ledger
    case reporting
}
