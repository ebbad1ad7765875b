// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Trees of reasons as they are now; an organisation that has defined none has the standard ones.
enum ReasonStore {
    static func tree(
        _ kind: ReasonKind, of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> ReasonTree {
        try await database.optionalRow(
            statement(of: organisation) + " and tree.about = \(kind)", as: StoredTree.self
        )?.tree ?? StandardReasons.tree(kind)
    }

    /// By kind.
    static func trees(of organisation: OrganisationID, in database: some PostgresExecutor) async throws -> [ReasonTree]
    {
        let stored = try await database.rows(statement(of: organisation), as: StoredTree.self).map(\.tree)
        return try ReasonKind.allCases.map { kind in
            try stored.first { $0.kind == kind } ?? StandardReasons.tree(kind)
        }
    }

    /// Throws `ReasonNotFound`.
    static func reason(_ code: ReasonCode, _ kind: ReasonKind, in write: ClientWrite) async throws -> GivenReason {
        try ReasonRules.given(code, in: try await tree(kind, of: write.organisation, in: write.transaction))
    }

    /// Where one is given.
    static func reason(
        ifGiven code: ReasonCode?, _ kind: ReasonKind, in write: ClientWrite
    ) async throws -> GivenReason? {
        guard let code else { return nil }
        return try await reason(code, kind, in: write)
    }

    static func statement(of organisation: OrganisationID) -> SQL {
        """
        select (
            select fact.record from clients.fact
            where fact.organisation_id = tree.organisation_id and fact.kind = 'reasons'
                and fact.record_id = tree.record_id and fact.version = tree.version
        )
        from clients.reason_tree as tree
        where tree.organisation_id = \(organisation)
        """
    }

    static func put(_ tree: ReasonTree, in write: ClientWrite) async throws {
        try await write.transaction.execute(
            """
            insert into clients.reason_tree (organisation_id, about, record_id, version)
            values (\(write.organisation), \(tree.kind), \(tree.kind.record), \(tree.version))
            on conflict on constraint reason_tree_once_a_kind do update set version = excluded.version
            """)
    }

    private struct StoredTree: RowDecodable {
        let tree: ReasonTree

        init(row: inout Row) throws {
            tree = try StoredRecord.decode(ReasonTree.self, try row.next())
        }
    }
}

extension ReasonKind {
    /// The tree's identity among the records of an organisation; the same in each.
    var record: UUIDValue {
        let number: UInt64 =
            switch self {
            case .churn: 1
            case .contraction: 2
            case .disqualification: 3
            case .loss: 4
            }
        return UUIDValue(high: 0, low: number)
    }
}
