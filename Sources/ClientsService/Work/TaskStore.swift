// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Tasks as they are now; the record is the fact of its version.
enum TaskStore {
    /// An open task as it was read. Throws `TaskNotFound`, `VersionConflict` and `TaskClosed`.
    static func openTask(_ id: TaskID, ifVersion: Version?, in write: ClientWrite) async throws -> ClientTask {
        let found = try await write.transaction.optionalRow(
            """
            select \(record) from clients.task
            where task.organisation_id = \(write.organisation) and task.task_id = \(id)\(sees(write.sight))
            """, as: StoredFact<ClientTask>.self)
        guard let task = found?.record else { throw TaskNotFound() }
        guard task.version == ifVersion else { throw VersionConflict(currentVersion: task.version) }
        guard task.state == .open else { throw TaskClosed() }
        return task
    }

    static func isSeen(_ id: TaskID, of sight: Sight, in database: some PostgresExecutor) async throws -> Bool {
        try await database.row("select \(isSeen("\(id)", by: sight))", as: Bool.self)
    }

    /// Whether the caller sees the task; `id` is an expression of the statement.
    static func isSeen(_ id: SQL, by sight: Sight) -> SQL {
        """
        exists (
            select from clients.task
            where task.organisation_id = \(sight.organisation) and task.task_id = \(id)\(sees(sight)))
        """
    }

    /// Throws `GateClosed` while steps before the task's are gates that are open.
    static func requireGatesPassed(before task: ClientTask, in write: ClientWrite) async throws {
        guard let run = task.run, let step = task.step else { return }
        let gates = try await write.transaction.rows(
            """
            select task_id from clients.task
            where organisation_id = \(write.organisation) and run_id = \(run) and step < \(step)
                and is_gate and is_open
            order by step
            """, as: TaskID.self)
        guard gates.isEmpty else { throw GateClosed(gates: gates) }
    }

    static func statement(
        _ filter: TaskFilter, of sight: Sight, after task: TaskID?, limit: Int64
    ) -> SQL {
        var condition: SQL = "task.organisation_id = \(sight.organisation)\(sees(sight))"
        if let owner = filter.owner { condition += " and task.owner_id = \(owner)" }
        if let client = filter.client { condition += " and task.client_id = \(client)" }
        if let run = filter.run { condition += " and task.run_id = \(run)" }
        if let dueBy = filter.dueBy { condition += " and task.due_on <= \(dueBy)" }
        switch filter.isOpen {
        case true: condition += " and task.is_open"
        case false: condition += " and not task.is_open"
        default: break
        }
        return """
            select \(record)
            from (
                select task.organisation_id, task.task_id, task.version from clients.task
                where \(condition) and task.task_id > \(task ?? TaskID(UUIDValue(high: 0, low: 0)))
                order by task.task_id limit \(limit)
            ) as task
            order by task.task_id
            """
    }

    /// The condition, beginning with `and`, that the caller sees a `task`: one that is about no client is seen by its
    /// owner and those above him.
    static func sees(_ sight: Sight) -> SQL {
        guard sight.limited != nil else { return "" }
        return """
             and (
                task.client_id is null and true\(sight.oversees("task.owner_id"))
                or task.client_id is not null and true\(sight.sees("task.client_id")))
            """
    }

    /// Of a `task`.
    static var record: SQL {
        """
        (
            select fact.record from clients.fact
            where fact.organisation_id = task.organisation_id and fact.kind = 'task'
                and fact.record_id = task.task_id and fact.version = task.version
        )
        """
    }

    /// Puts the records in the places of those before, if any, without publishing them.
    static func put(_ tasks: [ClientTask], in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.task (
                organisation_id, task_id, version, client_id, owner_id, due_on, is_open, run_id, step, is_gate,
                done_at)
            select \(write.organisation)::uuid, given.*
            from unnest(
                \(tasks.map(\.id)), \(tasks.map(\.version)), \(tasks.map(\.client)), \(tasks.map(\.owner)),
                \(tasks.map(\.dueOn)), \(tasks.map { $0.state == .open }), \(tasks.map(\.run)),
                \(tasks.map(\.step)), \(tasks.map(\.isGate)),
                \(tasks.map { $0.state == .done ? $0.completedAt : nil })
            ) as given
            on conflict on constraint task_id_is_unique do update set
                version = excluded.version, client_id = excluded.client_id, owner_id = excluded.owner_id,
                due_on = excluded.due_on, is_open = excluded.is_open, done_at = excluded.done_at
            """)
    }
}
