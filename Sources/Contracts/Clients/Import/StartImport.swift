// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Says what the columns of a file mean. Its rows follow with [importRows](clients.importRows).
///
/// Needs a column for the external id (or Kontor's own); for contacts and opportunities one for the client as
/// well. Names of columns are
/// compared without case, blanks and punctuation. An import is remembered for 35 days after its last rows.
public struct StartImport: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.startImport"
    public static let summary = "Begins an import of clients, contacts, leads or opportunities from a file."
    public static let access = Access.permission(.importRecords)

    public let idempotencyKey: IdempotencyKey
    public let kind: ImportKind
    /// The system whose ids the rows hold; the same for each import from it.
    public let system: ExternalSystem
    public let preset: ImportPreset
    /// The file's first row.
    public let columns: List<1, 300, Text<0, 200>>
    public let mappings: List<0, 100, ImportMapping>?
    /// Whether rows are only judged, and nothing is written; false when left out. Each call is judged by itself: what
    /// an earlier call would have made is not there for a later one.
    public let isDryRun: Bool?

    public init(
        idempotencyKey: IdempotencyKey, kind: ImportKind, system: ExternalSystem, preset: ImportPreset,
        columns: List<1, 300, Text<0, 200>>, mappings: List<0, 100, ImportMapping>? = nil, isDryRun: Bool? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.kind = kind
        self.system = system
        self.preset = preset
        self.columns = columns
        self.mappings = mappings
        self.isDryRun = isDryRun
    }

    public struct Response: Codable, Sendable, Equatable {
        public let run: ImportRun

        public init(run: ImportRun) {
            self.run = run
        }
    }
}
