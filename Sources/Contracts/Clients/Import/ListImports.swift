// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The caller's own, in the order in which they were begun.
public struct ListImports: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<ImportRun>
    public static let name = "clients.listImports"
    public static let summary = "Lists the imports that the caller has begun, page by page."
    public static let access = Access.permission(.importRecords)

    /// 100 when left out. A page of large records may be shorter.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.limit = limit
        self.cursor = cursor
    }
}
