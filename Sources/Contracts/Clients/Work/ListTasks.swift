// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed task must be; every given member must hold.
public struct TaskFilter: Codable, Sendable, Hashable {
    public let owner: UserID?
    public let client: ClientID?
    public let run: PlaybookRunID?
    public let isOpen: Bool?
    /// Due on this day or before.
    public let dueBy: CalendarDate?

    public init(
        owner: UserID? = nil, client: ClientID? = nil, run: PlaybookRunID? = nil, isOpen: Bool? = nil,
        dueBy: CalendarDate? = nil
    ) {
        self.owner = owner
        self.client = client
        self.run = run
        self.isOpen = isOpen
        self.dueBy = dueBy
    }
}

/// In the order in which they were made. `cursor` continues a list and carries its filter; a filter given beside it
/// must be the same.
public struct ListTasks: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<ClientTask>
    public static let name = "clients.listTasks"
    public static let summary = "Lists the tasks that match a filter, page by page."
    public static let access = Access.permission(.readWork)

    public let filter: TaskFilter?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: TaskFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
