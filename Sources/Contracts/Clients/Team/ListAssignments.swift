// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order in which they were made. `cursor` continues a list and carries its filter; a filter given beside it
/// must be the same.
public struct ListAssignments: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Assignment>
    public static let name = "clients.listAssignments"
    public static let summary = "Lists the assignments of a client or of a user, of a day or of all time."
    public static let access = Access.permission(.readClients)

    /// Left out only beside a cursor.
    public let filter: AssignmentFilter?
    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: AssignmentFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
