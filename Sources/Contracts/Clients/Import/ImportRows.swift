// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A row of a file.
public struct ImportRow: Codable, Sendable, Equatable {
    /// Where it stands in the file, for what is said of it.
    public let line: LineNumber
    /// In the order of the columns; those that are left out at the end are empty. An empty cell leaves a field as it
    /// is.
    public let cells: List<0, 300, Checked<LongText<10_000>>>

    public init(line: LineNumber, cells: List<0, 300, Checked<LongText<10_000>>>) {
        self.line = line
        self.cells = cells
    }
}

/// The rows of an import from `position` on, in their order: each creates or changes a record by the rules of the other
/// methods, or is refused alone. Rows, position and counts are written together: after a break,
/// [getImport](clients.getImport) tells with which row to go on, and nothing is done twice.
///
/// Repeating one of the last two calls does nothing, and answers with what was refused of its rows and how far the
/// import is now: so two may be under way, of which the later one is read while the earlier one is written. A call that
/// comes before its turn does nothing, and is made again. Rows of one record are carried out in their order.
public struct ImportRows: BulkCommand, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.importRows"
    public static let summary = "Takes the next rows of an import, and lists those that were refused with the reason."
    public static let access = Access.permission(.importRecords)
    public static let errors: [any DomainError.Type] = [ImportPositionWrong.self, ImportRunNotFound.self]

    public let run: ImportRunID
    /// The number of the first of the rows in the import, from 0.
    public let position: Count
    public let rows: List<0, 1000, ImportRow>
    /// Whether the file ends with these rows; false when left out.
    public let isLast: Bool?
    /// Kept with the position: a digest of the file up to here lets the caller see that he goes on with the same file.
    public let fingerprint: Text<1, 100>?

    public init(
        run: ImportRunID, position: Count, rows: List<0, 1000, ImportRow>, isLast: Bool? = nil,
        fingerprint: Text<1, 100>? = nil
    ) {
        self.run = run
        self.position = position
        self.rows = rows
        self.isLast = isLast
        self.fingerprint = fingerprint
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Of the whole import.
        public let progress: ImportProgress
        /// Of these rows, in their order.
        public let rejects: [ImportReject]

        public init(progress: ImportProgress, rejects: [ImportReject]) {
            self.progress = progress
            self.rejects = rejects
        }
    }
}
