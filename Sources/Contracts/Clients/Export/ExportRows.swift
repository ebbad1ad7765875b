// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The texts of all pages, one after the other, are one file: every record that the caller sees, each as it was at
/// `asOf`, the moment of the first page. What changes meanwhile is not told; what he may not see any more is left out.
///
/// Cells of CSV that a spreadsheet would take for formulas begin with an apostrophe, which
/// [importRows](clients.importRows) takes off again. Takes the permission to read what is exported as well.
public struct ExportRows: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.exportRows"
    public static let summary =
        "Writes the clients, contacts, leads, opportunities or contracts that the caller sees as a file."
    public static let access = Access.permission(.exportRecords)

    public let kind: ExportKind
    public let format: ExportFormat
    /// Whose ids stand in the columns for external ids of CSV; they are empty when it is left out.
    public let system: ExternalSystem?
    public let cursor: PageCursor?

    public init(
        kind: ExportKind, format: ExportFormat, system: ExternalSystem? = nil, cursor: PageCursor? = nil
    ) {
        self.kind = kind
        self.format = format
        self.system = system
        self.cursor = cursor
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Ends with a line feed, unless it is empty.
        public let text: LongText<4_000_000>
        /// Records in the text.
        public let records: Count
        public let asOf: Instant
        public let next: PageCursor?

        public init(text: LongText<4_000_000>, records: Count, asOf: Instant, next: PageCursor?) {
            self.text = text
            self.records = records
            self.asOf = asOf
            self.next = next
        }
    }
}
