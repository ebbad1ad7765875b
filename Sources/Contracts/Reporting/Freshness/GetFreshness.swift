// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of sources and books, so that a page never skips or repeats a feed.
public struct GetFreshness: Query, Equatable {
    public typealias API = ReportingAPI
    public static let name = "reporting.getFreshness"
    public static let summary = "Answers how far each feed of the organisation has been read into the figures."
    public static let access = Access.permission(.readReports)

    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.limit = limit
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        public let items: [SourceFreshness]
        /// Absent on the last page.
        public let next: PageCursor?

        public init(items: [SourceFreshness], next: PageCursor?) {
            self.items = items
            self.next = next
        }
    }
}
