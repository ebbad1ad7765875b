// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Imports and what was refused of them.
enum ImportRunStore {
    /// How long an import is remembered after its last rows, in days: as long as commands are.
    private static let memoryDays = Commands.memoryDays
    /// Imports that are forgotten in one transaction: each may have many rejects.
    private static let purgeSlice = 10

    static func insert(
        _ id: ImportRunID, _ definition: ImportDefinition, by caller: Caller, at now: Instant
    ) throws -> SQL {
        """
        insert into clients.import_run (
            organisation_id, run_id, started_by, definition, position, created, updated, unchanged, refused,
            is_finished, started_at, updated_at)
        values (
            \(caller.organisation), \(id), \(caller.label), \(try StoredRecord.encode(definition)), 0, 0, 0, 0, 0,
            false, \(now), \(now))
        """
    }

    /// Throws `ImportRunNotFound`. Only its starter finds an import.
    static func run(
        _ id: ImportRunID, of caller: Caller, in database: some PostgresExecutor, forUpdate: Bool = false
    ) async throws -> ImportRunRecord {
        let record = try await database.optionalRow(
            """
            select \(columns) from clients.import_run as run
            where run.organisation_id = \(caller.organisation) and run.run_id = \(id)
                and run.started_by = \(caller.label)\(forUpdate ? " for update" as SQL : "")
            """, as: ImportRunRecord.self)
        guard let record else { throw ImportRunNotFound() }
        return record
    }

    static func page(of caller: Caller, after run: ImportRunID?, limit: Int64) -> SQL {
        """
        select \(columns) from clients.import_run as run
        where run.organisation_id = \(caller.organisation) and run.started_by = \(caller.label)
            and run.run_id > \(run ?? ImportRunID(UUIDValue(high: 0, low: 0)))
        order by run.run_id limit \(limit)
        """
    }

    private static var columns: SQL {
        """
        run.run_id, run.definition, run.position, run.created, run.updated, run.unchanged, run.refused,
        run.is_finished, run.fingerprint, run.last_position, run.last_digest, run.former_position, run.former_digest,
        run.started_at, run.updated_at
        """
    }

    /// Counts the outcomes of a call's rows and keeps what was refused.
    static func advance(
        _ run: ImportRunRecord, by call: ImportRows, digest: [UInt8], _ progress: ImportProgress,
        _ rejects: [ImportReject], in write: ClientWrite
    ) -> [SQL] {
        var statements: [SQL] = [
            """
            update clients.import_run set
                position = \(progress.position), created = \(progress.created), updated = \(progress.updated),
                unchanged = \(progress.unchanged), refused = \(progress.refused),
                is_finished = \(progress.isFinished), fingerprint = \(progress.fingerprint),
                former_position = last_position, former_digest = last_digest, last_position = \(call.position),
                last_digest = \(digest), updated_at = \(write.now)
            where organisation_id = \(write.organisation) and run_id = \(run.id)
            """
        ]
        if !rejects.isEmpty {
            statements.append(
                """
                insert into clients.import_reject (
                    organisation_id, run_id, row_number, line, column_name, reason, rule)
                select \(write.organisation)::uuid, \(run.id)::uuid, row_number, line, column_name, reason, rule
                from unnest(
                    \(rejects.map(\.row)), \(rejects.map(\.line.rawValue)), \(rejects.map(\.column)),
                    \(rejects.map(\.reason.rawValue)), \(rejects.map(\.rule)))
                    as given (row_number, line, column_name, reason, rule)
                """)
        }
        return statements
    }

    /// Of the rows from `row` on, and before `end`.
    static func rejects(
        of run: ImportRunID, from row: Count, before end: Count? = nil, limit: Int64,
        in organisation: OrganisationID
    ) -> SQL {
        """
        select row_number, line, column_name, reason, rule from clients.import_reject
        where organisation_id = \(organisation) and run_id = \(run) and row_number >= \(row)
            and row_number < \(end?.rawValue ?? .max)
        order by row_number limit \(limit)
        """
    }

    /// Forgets old imports. Several replicas may do it at once.
    static func purge(_ database: PostgresPool) async throws {
        while true {
            let count = try await database.execute(
                """
                delete from clients.import_run where (organisation_id, run_id) in (
                    select organisation_id, run_id from clients.import_run
                    where updated_at < now() - \(memoryDays) * interval '1 day'
                    order by updated_at limit \(purgeSlice) for update skip locked)
                """)
            if count < purgeSlice { return }
        }
    }
}

struct ImportRunRecord: RowDecodable {
    /// A call whose rows were taken, and where they began.
    private struct Taken: Equatable {
        let position: Count?
        let digest: [UInt8]?
    }

    let id: ImportRunID
    let definition: ImportDefinition
    let progress: ImportProgress
    /// The calls that are known when they are repeated: two may be under way.
    private let last: Taken
    private let former: Taken
    let startedAt: Instant
    let updatedAt: Instant

    init(row: inout Row) throws {
        id = try row.next()
        definition = try StoredRecord.decode(ImportDefinition.self, row.next())
        progress = ImportProgress(
            position: try row.next(), created: try row.next(), updated: try row.next(), unchanged: try row.next(),
            refused: try row.next(), isFinished: try row.next(), fingerprint: try row.next())
        last = Taken(position: try row.next(), digest: try row.next())
        former = Taken(position: try row.next(), digest: try row.next())
        startedAt = try row.next()
        updatedAt = try row.next()
    }

    /// Whether the call is one of the last two.
    func hasTaken(_ call: ImportRows, digest: [UInt8]) -> Bool {
        [last, former].contains(Taken(position: call.position, digest: digest))
    }

    var run: ImportRun {
        ImportRun(
            id: id, kind: definition.kind, system: definition.system, preset: definition.preset,
            isDryRun: definition.isDryRun, columns: definition.columns, mappings: definition.mappings,
            ignoredColumns: definition.ignoredColumns, progress: progress, startedAt: startedAt, updatedAt: updatedAt)
    }

    /// About the bytes of the import as JSON.
    var size: Int {
        1000 + 2 * definition.columns.reduce(0) { $0 + $1.text.utf8.count + 4 } + 200 * definition.mappings.count
    }
}

struct ImportRejectRow: RowDecodable {
    let reject: ImportReject

    init(row: inout Row) throws {
        let number: Count = try row.next()
        let line: Int64 = try row.next()
        let column: Text<0, 200>? = try row.next()
        let word: String = try row.next()
        guard let reason = ImportReject.Reason(rawValue: word) else {
            throw PostgresError.decoding("a stored reject has an unknown reason")
        }
        reject = ImportReject(
            row: number, line: try LineNumber(validating: line), column: column, reason: reason, rule: try row.next())
    }
}
