// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order in which they were made. `cursor` continues a list and carries its filter; a filter given beside it
/// must be the same.
public struct ListPlaybooks: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Playbook>
    public static let name = "clients.listPlaybooks"
    public static let summary = "Lists the playbooks, page by page."
    public static let access = Access.permission(.readWork)

    public let purpose: PlaybookPurpose?
    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(purpose: PlaybookPurpose? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.purpose = purpose
        self.limit = limit
        self.cursor = cursor
    }
}
