// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Which import's rejects are listed.
public struct ImportRejectFilter: Codable, Sendable, Hashable {
    public let run: ImportRunID

    public init(run: ImportRunID) {
        self.run = run
    }
}

/// In the order of the rows.
public struct ListImportRejects: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<ImportReject>
    public static let name = "clients.listImportRejects"
    public static let summary = "Lists the rows of an import that were refused, with the reasons, page by page."
    public static let access = Access.permission(.importRecords)
    public static let errors: [any DomainError.Type] = [ImportRunNotFound.self]

    public let filter: ImportRejectFilter
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: ImportRejectFilter, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
