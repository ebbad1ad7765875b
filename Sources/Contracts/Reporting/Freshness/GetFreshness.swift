// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// In the order of sources and books, so that a page never skips or repeats a feed.
public struct GetFreshness: PagedQuery, Equatable {
    public typealias API = ReportingAPI
    public typealias Response = Page<SourceFreshness>
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
}
