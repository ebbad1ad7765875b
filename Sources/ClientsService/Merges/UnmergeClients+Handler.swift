// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UnmergeClients: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        do {
            return try await context.once(self, by: caller) { transaction in
                let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
                let outcome = try await unmerge(in: write)
                guard outcome.isDryRun else { return outcome }
                try await transaction.execute("set constraints all immediate")
                throw DryRun(outcome: outcome)
            }
        } catch let dryRun as DryRun {
            return dryRun.outcome
        }
    }

    private func unmerge(in write: ClientWrite) async throws -> MergeOutcome {
        let (standing, staying) = try await standing(in: write)
        let into = standing.into
        let present = try await TeamStore.team(of: staying, in: write)
        var team = present
        let brought = try await UnmergeStore.assignments(of: standing.id, in: write)
        do throws(PrimaryMissing) {
            try team.release(brought)
        } catch {
            throw MergeRefused(obstacles: [.primaryMissing])
        }
        try requirePrimary(in: team, insteadOf: present, at: write.now)

        var conflicts = try await UnmergeStore.changedFields(of: standing.id, into: into, in: write)
        let kept = try await UnmergeStore.customFields(of: standing.id, in: write)
        let fields = MergeRules.fields(staying.fields ?? [], before: kept.before, after: kept.after)
        conflicts += fields.changedSince.map(MergeConflict.changedSince)
        conflicts += try await UnmergeStore.changedAssignments(of: standing.id, into: into, in: write)
        conflicts += try await MergeStore.changes(since: standing.id, from: client, into: into, in: write)
        try await write.transaction.execute("set constraints all deferred")
        let versioned = try await TeamStore.put([team], in: write)
        _ = try await write.transaction.batch(
            UnmergeStore.putBack(standing.id, from: client, into: into, in: write)
                + [
                    try UnmergeStore.restoreFields(
                        of: standing.id, into: into, custom: fields.values, isVersioned: !versioned.isEmpty,
                        in: write)
                ])
        let details = [try await write.client(client), try await write.client(into)].map { ($0.id, $0.details) }
        _ = try await write.transaction.batch(
            ClientKeyStore.put(details, replacing: [client, into], in: write))
        try await CustomFieldChange(staying.fields ?? [], to: fields.values).put(for: into.uuid, in: write)

        let merge = Merge(
            id: standing.id, version: Version.first.next, from: client, fromName: standing.fromName, into: into,
            mergedAt: standing.mergedAt, unmergedAt: write.now,
            tables: try await MergeStore.counts(of: standing.id, in: write), conflicts: conflicts)
        let moved = try await MergeStore.facts(of: standing.id, from: client, into: into, isBack: true, in: write)
        let changes = [client, into].map { ClientChange(client: $0, kind: .updated) }
        try await write.publish(changes, moved + [.merge(merge)])
        return try await MergeOutcome(merge, isDryRun: dryRun == true, in: write)
    }

    /// Throws `ClientNotMerged`, `ClientNotFound` when the caller does not see what it is now, and `MergeRefused`.
    private func standing(in write: ClientWrite) async throws -> (MergeStore.Standing, Client) {
        guard let standing = try await MergeStore.standing(of: client, in: write.organisation, write.transaction) else {
            guard try await ClientStore.exists(client, of: write.sight, in: write.transaction) else {
                throw ClientNotFound()
            }
            throw ClientNotMerged()
        }
        if let staying = try await ClientStore.client(standing.into, of: write.sight, in: write.transaction) {
            return (standing, staying)
        }
        guard try await MergeStore.successor(of: client, write.sight, in: write.transaction) != nil else {
            throw ClientNotFound()
        }
        throw MergeRefused(obstacles: [.mergedFurther])
    }

    private func requirePrimary(in team: Team, insteadOf present: Team, at now: Instant) throws(MergeRefused) {
        let today = CalendarDate(of: now)
        let hasPrimary = { (team: Team) in
            team.assignments.contains { $0.isPrimary && $0.days.contains(today) }
        }
        guard team.lifecycle != .customer || hasPrimary(team) || !hasPrimary(present) else {
            throw MergeRefused(obstacles: [.primaryMissing])
        }
    }
}

extension MergeConflict {
    fileprivate static func changedSince(_ field: CustomFieldName) -> MergeConflict {
        MergeConflict(
            kind: .changedSince, table: MergeStore.clientTable,
            field: try? Text(validating: MergeRules.customField(field)))
    }
}
