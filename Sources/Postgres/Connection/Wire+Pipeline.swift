// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres

extension Wire {
    /// A command of a pipeline, in the order of its answers.
    private enum Step {
        case deallocate
        case prepare(StatementCache.Key, name: String, statement: Int)
        case execute(statement: Int)
    }

    /// Runs the statements in one round trip. Outside of a transaction they are one transaction of their own.
    /// A failure skips what comes after it.
    func pipeline(_ batch: [SQL], _ watch: Watch) throws(Lost) -> [Outcome] {
        guard isOpen else { throw lost() }
        try setPipelining(true)
        var steps: [Step] = []
        let keys = batch.map { StatementCache.Key($0) }
        // Some statements, such as CREATE DATABASE, must be the first of their pipeline.
        let syncs = try evict(for: keys, &steps) ? 2 : 1
        var fresh: [StatementCache.Key: String] = [:]
        for (index, sql) in batch.enumerated() {
            let key = keys[index]
            if sql.isOneOff {
                try sendOnce(sql)
            } else if let name = statements.name(of: key) ?? fresh[key] {
                try send(sql, as: name)
            } else {
                let name = statements.newName()
                fresh[key] = name
                let count = CInt(sql.types.count)
                guard PQsendPrepare(connection, name, sql.text, count, sql.types) == 1 else { throw lost() }
                steps.append(.prepare(key, name: name, statement: index))
                try send(sql, as: name)
            }
            steps.append(.execute(statement: index))
        }
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        return try collect(steps, syncs: syncs, of: batch, watch)
    }

    /// Answers whether there is a sync of its own. A failed transaction refuses `deallocate`, and its rollback must
    /// not fail with it.
    private func evict(for keys: [StatementCache.Key], _ steps: inout [Step]) throws(Lost) -> Bool {
        guard PQtransactionStatus(connection) != PQTRANS_INERROR else { return false }
        var missing = 0
        for key in keys where statements.name(of: key) == nil { missing += 1 }
        if missing == 0 { return false }
        let victims = statements.evict(for: missing, keeping: Set(keys))
        if victims.isEmpty { return false }
        for name in victims {
            guard PQsendQueryParams(connection, "deallocate \(name)", 0, nil, nil, nil, nil, 0) == 1 else {
                throw lost()
            }
            steps.append(.deallocate)
        }
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        return true
    }

    private func send(_ sql: SQL, as name: String) throws(Lost) {
        let sent = sql.withParameters { values, lengths, formats in
            PQsendQueryPrepared(connection, name, CInt(values.count), values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    private func sendOnce(_ sql: SQL) throws(Lost) {
        let sent = sql.withParameters { values, lengths, formats in
            PQsendQueryParams(
                connection, sql.text, CInt(values.count), sql.types, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    private func collect(
        _ steps: [Step], syncs: Int, of batch: [SQL], _ watch: Watch
    ) throws(Lost) -> [Outcome] {
        var syncs = syncs
        var outcomes = [Outcome](repeating: .skipped, count: batch.count)
        var step = 0
        while true {
            try awaitResult(watch)
            guard let result = PQgetResult(connection) else {
                // The end of one command's results.
                step += 1
                if step > steps.count { throw lost() }
                continue
            }
            let status = PQresultStatus(result)
            if status == PGRES_PIPELINE_SYNC {
                PQclear(result)
                syncs -= 1
                if syncs == 0 { break }
                continue
            }
            guard step < steps.count else {
                PQclear(result)
                throw lost()
            }
            try take(result, status, for: steps[step], of: batch, &outcomes)
        }
        deliverNotifications()
        return outcomes
    }

    private func take(
        _ result: OpaquePointer, _ status: ExecStatusType, for step: Step, of batch: [SQL],
        _ outcomes: inout [Outcome]
    ) throws(Lost) {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            switch step {
            case .execute(let statement):
                outcomes[statement] = .result(ResultSet(result))
                return
            case .prepare(let key, let name, _): statements.insert(name, for: key)
            case .deallocate: break
            }
        case PGRES_FATAL_ERROR:
            // Without an SQLSTATE it is libpq that reports the loss of the connection.
            if PQresultErrorField(result, Diagnostic.sqlState.code) == nil {
                PQclear(result)
                throw lost()
            }
            var error = ServerError(result: result)
            switch step {
            case .execute(let statement), .prepare(_, _, let statement):
                error.statementIndex = statement
                outcomes[statement] = .failure(error)
                if error.isStalePlan { statements.remove(StatementCache.Key(batch[statement])) }
            case .deallocate: break
            }
        case PGRES_PIPELINE_ABORTED: break
        default:
            // A COPY inside a pipeline: libpq cannot continue after it.
            PQclear(result)
            throw lost()
        }
        PQclear(result)
    }
}
