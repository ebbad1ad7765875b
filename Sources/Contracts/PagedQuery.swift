// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A query whose answer may be too long for one call: it is read page by page.
public protocol PagedQuery: Query {
    /// How many records a page has at most; 100 when it is left out.
    var limit: PageLimit? { get }
    /// The `next` of the page before; the first page when it is left out.
    var cursor: PageCursor? { get }
}

/// A page of a list that answers nothing else.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    public let items: [Item]
    /// Where the next page begins; absent on the last.
    public let next: PageCursor?

    public init(items: [Item], next: PageCursor?) {
        self.items = items
        self.next = next
    }
}

extension Page: Equatable where Item: Equatable {}
