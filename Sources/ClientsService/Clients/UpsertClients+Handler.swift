// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpsertClients: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let (valid, refusals) = try checkedRows()
        return try await context.once(self, by: caller) { transaction in
            var outcomes = refusals
            if !valid.isEmpty {
                let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
                let (rows, refused) = try await ClientRowFields.checked(valid, system: system, in: write)
                for (ordinal, outcome) in refused { outcomes[ordinal] = outcome }
                let verdicts = try await ClientUpsertStore.upsert(rows, system: system, in: write)
                for verdict in verdicts { outcomes[verdict.ordinal] = verdict.outcome }
                try await ClientRowFields.put(rows, verdicts, in: write)
                let changes = verdicts.compactMap(\.change)
                let grants = AccessGrantStore.created(
                    changes.filter { $0.kind == .created }.map(\.client), by: caller, in: write)
                try await AccessGrantStore.put(grants, in: write)
                try await write.publish(changes, grants.map(ClientFact.accessGrant))
            }
            return Response(outcomes: rows.indices.compactMap { outcomes[$0] })
        }
    }

    /// The rows to carry out, and by the row's number the outcome of those that are refused for a value.
    private func checkedRows() throws -> (valid: [ValidClientRow], refusals: [Int: ClientRowOutcome]) {
        var valid: [ValidClientRow] = []
        var refusals: [Int: ClientRowOutcome] = [:]
        for (ordinal, row) in rows.enumerated() {
            do throws(RefusedRow) {
                valid.append(try ValidClientRow(row, at: ordinal))
            } catch {
                refusals[ordinal] = try error.outcome()
            }
        }
        return (valid, refusals)
    }
}
