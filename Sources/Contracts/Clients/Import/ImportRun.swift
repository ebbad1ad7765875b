// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum ImportRunEntity: IdentifiedEntity { public static let term = "import" }
public typealias ImportRunID = Identifier<ImportRunEntity>

/// An import of a file, from its first row to its last.
public struct ImportRun: Codable, Sendable, Equatable {
    public let id: ImportRunID
    public let kind: ImportKind
    /// The system whose ids the rows hold.
    public let system: ExternalSystem
    public let preset: ImportPreset
    /// Whether rows are only judged.
    public let isDryRun: Bool
    /// The names of the file's columns.
    public let columns: [Text<0, 200>]
    public let mappings: [ImportMapping]
    /// Columns that no field is taken from.
    public let ignoredColumns: [Text<0, 200>]
    public let progress: ImportProgress
    public let startedAt: Instant
    /// When the last rows were taken.
    public let updatedAt: Instant

    public init(
        id: ImportRunID, kind: ImportKind, system: ExternalSystem, preset: ImportPreset, isDryRun: Bool,
        columns: [Text<0, 200>], mappings: [ImportMapping], ignoredColumns: [Text<0, 200>],
        progress: ImportProgress, startedAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.kind = kind
        self.system = system
        self.preset = preset
        self.isDryRun = isDryRun
        self.columns = columns
        self.mappings = mappings
        self.ignoredColumns = ignoredColumns
        self.progress = progress
        self.startedAt = startedAt
        self.updatedAt = updatedAt
    }
}

/// How far an import is, and what became of the rows until there.
public struct ImportProgress: Codable, Sendable, Equatable {
    /// Rows that were taken: the next one's number, from 0. The sum of the four counts.
    public let position: Count
    public let created: Count
    public let updated: Count
    /// Records that were as their row says.
    public let unchanged: Count
    public let refused: Count
    public let isFinished: Bool
    /// What the caller gave with the last rows.
    public let fingerprint: Text<1, 100>?

    public init(
        position: Count, created: Count, updated: Count, unchanged: Count, refused: Count, isFinished: Bool,
        fingerprint: Text<1, 100>? = nil
    ) {
        self.position = position
        self.created = created
        self.updated = updated
        self.unchanged = unchanged
        self.refused = refused
        self.isFinished = isFinished
        self.fingerprint = fingerprint
    }
}
