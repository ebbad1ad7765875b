// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// The page of a list that a call asks for: of which records, behind which one, and how many.
///
///     let asked = try PageRequest<AccountKind, AccountCode>(self, filter: kind)
///     let accounts = try await AccountStore.accounts(..., after: asked.after, limit: asked.rowLimit)
///     return try asked.page(of: accounts, endingAt: \.code) { $0.account }
package struct PageRequest<Filter: Codable & Equatable & Sendable, After: Codable & Sendable>: Sendable {
    private let list: String
    /// How many rows the page has at most.
    package let size: Int
    /// The call's own filter, or else the one that its cursor carries.
    package let filter: Filter?
    /// What the page before ended at; nil for the first page.
    package let after: After?

    /// Throws `InvalidParams` for a cursor of another list or filter.
    package init<List: PagedQuery>(_ list: List, filter: Filter?) throws {
        let position = try list.cursor.map {
            try PagePosition<Filter, After>($0, list: List.name, filter: filter)
        }
        self.list = List.name
        self.filter = filter ?? position?.filter
        after = position?.after
        size = Int((list.limit ?? .standard).rawValue)
    }

    /// How many rows to read: one more than the page may have tells whether there is a next page.
    package var rowLimit: Int64 { Int64(size) + 1 }

    /// The rows of the page, which may have been asked to be fewer, and where the next page begins.
    package func cut<Row>(
        _ rows: [Row], to fewer: Int = .max, endingAt place: (Row) throws -> After
    ) throws -> (rows: [Row], next: PageCursor?) {
        let page = Array(rows.prefix(min(size, fewer)))
        guard rows.count > page.count, let last = page.last else { return (page, nil) }
        return (page, try PagePosition(list: list, filter: filter, after: place(last)).cursor())
    }

    package func page<Row, Item: Codable & Sendable>(
        of rows: [Row], endingAt place: (Row) throws -> After, showing item: (Row) throws -> Item
    ) throws -> Page<Item> {
        let (rows, next) = try cut(rows, endingAt: place)
        return Page(items: try rows.map(item), next: next)
    }

    /// Of rows that are shown as they are.
    package func page<Row: Codable & Sendable>(
        of rows: [Row], endingAt place: (Row) throws -> After
    ) throws -> Page<Row> {
        try page(of: rows, endingAt: place) { $0 }
    }
}

extension PageRequest where Filter == NoFilter {
    package init(_ list: some PagedQuery) throws {
        try self.init(list, filter: nil)
    }
}
