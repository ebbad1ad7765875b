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
        try evict(for: keys, &steps)
        var fresh: [StatementCache.Key: String] = [:]
        for (index, sql) in batch.enumerated() {
            let key = keys[index]
            if let name = statements.name(of: key) ?? fresh[key] {
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
        return try collect(steps, of: batch, watch)
    }

    /// A failed transaction refuses `deallocate`, and its rollback must not fail with it.
    private func evict(for keys: [StatementCache.Key], _ steps: inout [Step]) throws(Lost) {
        guard PQtransactionStatus(connection) != PQTRANS_INERROR else { return }
        let missing = keys.count { statements.name(of: $0) == nil }
        if missing == 0 { return }
        for name in statements.evict(for: missing, keeping: Set(keys)) {
            guard PQsendQueryParams(connection, "deallocate \(name)", 0, nil, nil, nil, nil, 0) == 1 else {
                throw lost()
            }
            steps.append(.deallocate)
        }
    }

    private func send(_ sql: SQL, as name: String) throws(Lost) {
        let sent = sql.withParameters { values, lengths, formats in
            PQsendQueryPrepared(connection, name, CInt(values.count), values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    private func collect(_ steps: [Step], of batch: [SQL], _ watch: Watch) throws(Lost) -> [Outcome] {
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
                break
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
