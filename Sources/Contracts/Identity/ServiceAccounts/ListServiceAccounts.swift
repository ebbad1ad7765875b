// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of their creation.
public struct ListServiceAccounts: PagedQuery, Equatable {
    public typealias API = IdentityAPI
    public typealias Response = Page<ServiceAccount>
    public static let name = "identity.listServiceAccounts"
    public static let summary = "Lists the service accounts of the caller's organisation, with their live secrets."
    public static let access = Access.permission(.manageServiceAccounts)

    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.limit = limit
        self.cursor = cursor
    }
}
