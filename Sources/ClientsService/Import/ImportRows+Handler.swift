// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ImportRows: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let digest = try CommandDigest.of(self)
        return try await context.database.withTransaction { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let record = try await ImportRunStore.run(run, of: caller, in: transaction, forUpdate: true)
            try ImportRules.requirePermission(for: record.definition.kind, caller)
            if record.hasTaken(self, digest: digest) {
                return try await repeated(record, in: write)
            }
            guard !record.progress.isFinished, position == record.progress.position else {
                throw ImportPositionWrong(
                    position: record.progress.position, isFinished: record.progress.isFinished)
            }
            let outcomes = try await outcomes(of: record.definition, by: caller, in: write)
            let rejects = try rejects(among: outcomes, of: record.definition)
            let progress = progress(after: record.progress, outcomes)
            _ = try await transaction.batch(
                ImportRunStore.advance(record, by: self, digest: digest, progress, rejects, in: write))
            return Response(progress: progress, rejects: rejects)
        }
    }

    /// What the first of two equal calls has answered, and how far the import is now.
    private func repeated(_ record: ImportRunRecord, in write: ClientWrite) async throws -> Response {
        let rejects = try await write.transaction.rows(
            ImportRunStore.rejects(
                of: run, from: position, before: Count(Int(position.rawValue) + rows.count), limit: Int64(rows.count),
                in: write.organisation),
            as: ImportRejectRow.self)
        return Response(progress: record.progress, rejects: rejects.map(\.reject))
    }

    /// In a dry run whatever was done is undone.
    private func outcomes(
        of definition: ImportDefinition, by caller: Caller, in write: ClientWrite
    ) async throws -> [ImportOutcome] {
        guard definition.isDryRun else { return try await carryOut(definition, by: caller, in: write) }
        do {
            return try await write.transaction.savepoint {
                throw DryRunEnded(outcomes: try await carryOut(definition, by: caller, in: write))
            }
        } catch let end as DryRunEnded {
            return end.outcomes
        }
    }

    private func carryOut(
        _ definition: ImportDefinition, by caller: Caller, in write: ClientWrite
    ) async throws -> [ImportOutcome] {
        switch definition.kind {
        case .clients:
            try await ClientImport(definition: definition, caller: caller, write: write).carryOut(rows)
        case .contacts:
            try await ContactImport(definition: definition, write: write).carryOut(rows)
        case .leads:
            try await LeadImport(definition: definition, write: write).carryOut(rows)
        case .opportunities:
            try await OpportunityImport(definition: definition, caller: caller, write: write).carryOut(rows)
        }
    }

    private func rejects(
        among outcomes: [ImportOutcome], of definition: ImportDefinition
    ) throws -> [ImportReject] {
        try outcomes.enumerated().compactMap { index, outcome in
            guard case .rejected(let rejected) = outcome else { return nil }
            return ImportReject(
                row: Count(Int(position.rawValue) + index), line: rows[index].line,
                column: definition.column(of: rejected.place), reason: rejected.reason,
                rule: try Text(validating: rejected.rule))
        }
    }

    private func progress(after before: ImportProgress, _ outcomes: [ImportOutcome]) -> ImportProgress {
        var (created, updated, unchanged, refused) = (0, 0, 0, 0)
        for outcome in outcomes {
            switch outcome {
            case .created: created += 1
            case .updated: updated += 1
            case .unchanged: unchanged += 1
            case .rejected: refused += 1
            }
        }
        func sum(_ count: Count, _ more: Int) -> Count { Count(Int(count.rawValue) + more) }
        return ImportProgress(
            position: sum(before.position, outcomes.count), created: sum(before.created, created),
            updated: sum(before.updated, updated), unchanged: sum(before.unchanged, unchanged),
            refused: sum(before.refused, refused), isFinished: isLast ?? false,
            fingerprint: fingerprint ?? before.fingerprint)
    }
}

/// Undoes what a dry run has done.
private struct DryRunEnded: Error {
    let outcomes: [ImportOutcome]
}
