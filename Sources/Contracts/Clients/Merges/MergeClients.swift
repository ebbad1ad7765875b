// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One client goes into another one: all that belongs to `from` belongs to `into` afterwards, and `from` is a client no
/// more. Nothing is deleted: `clients.unmergeClients` puts each row back.
///
/// Fields of `into` that are empty take the value of `from`; domains, tax ids, channels and addresses are those of
/// both. Where both have something that there can be one of only, what `into` has stays, and the conflict is told.
/// Records that move get their next version, and are told by the feed.
///
/// A dry run does all of it and takes it back at once: it answers every row that would move, and every conflict, and
/// does not use the key up.
public struct MergeClients: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.mergeClients"
    public static let summary = "Merges a client into another one, with a dry run that lists every row and conflict."
    public static let access = Access.permission(.mergeClients)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        MergeRefused.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let from: ClientID
    public let ifFromVersion: Version
    public let into: ClientID
    public let ifIntoVersion: Version
    /// Fields that `into` takes from `from` although it has its own.
    public let take: List<0, 10, MergeField>?
    /// False when left out.
    public let dryRun: Bool?

    public init(
        idempotencyKey: IdempotencyKey, from: ClientID, ifFromVersion: Version, into: ClientID,
        ifIntoVersion: Version, take: List<0, 10, MergeField>? = nil, dryRun: Bool? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.from = from
        self.ifFromVersion = ifFromVersion
        self.into = into
        self.ifIntoVersion = ifIntoVersion
        self.take = take
        self.dryRun = dryRun
    }

    public typealias Response = MergeOutcome
}

/// A field of a client that both clients of a merge may have.
public enum MergeField: String, TextEnumeration {
    case name
    case kind
    case tier
    case segment
    case industry
    case country
    case currency
    case locale
}

/// What a merge did, or would do.
public struct MergeOutcome: Codable, Sendable, Equatable {
    /// Of a dry run what it would be.
    public let merge: Merge
    /// Of a dry run every row, up to 10000; else absent.
    public let rows: [MergeRow]?
    /// Whether a dry run found more rows.
    public let hasMoreRows: Bool
    public let isDryRun: Bool

    public init(merge: Merge, rows: [MergeRow]?, hasMoreRows: Bool, isDryRun: Bool) {
        self.merge = merge
        self.rows = rows
        self.hasMoreRows = hasMoreRows
        self.isDryRun = isDryRun
    }
}
