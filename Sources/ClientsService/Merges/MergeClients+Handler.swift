// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

/// Ends the transaction of a dry run, whose answer it carries.
struct DryRun: Error {
    let outcome: MergeOutcome
}

extension MergeClients: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try MergeRules.requireTwo(self)
        do {
            return try await context.once(self, by: caller) { transaction in
                let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
                let outcome = try await merge(in: write)
                guard outcome.isDryRun else { return outcome }
                try await transaction.execute("set constraints all immediate")
                throw DryRun(outcome: outcome)
            }
        } catch let dryRun as DryRun {
            return dryRun.outcome
        }
    }

    private func merge(in write: ClientWrite) async throws -> MergeOutcome {
        let former = try await ClientStore.client(from, in: write)
        let staying = try await ClientStore.client(into, in: write)
        guard former.version == ifFromVersion else { throw VersionConflict(currentVersion: former.version) }
        guard staying.version == ifIntoVersion else { throw VersionConflict(currentVersion: staying.version) }
        try await requireNoObstacles(former, staying, in: write)

        let teams = try await TeamStore.members(of: [from, into], in: write)
        let (team, teamConflicts, setAside) = try MergeRules.team(
            Team(teams[into] ?? [], of: into, lifecycle: staying.lifecycle), receiving: teams[from] ?? [])
        let (profile, fieldConflicts) = MergeRules.profile(of: staying, taking: former, Set(take.map(Array.init) ?? []))

        let id = MergeID.new(at: write.now)
        try await MergeStore.begin(id, from: from, into: into, in: write)
        try await write.transaction.execute(MergeStore.move(id, from: from, into: into, in: write))
        let versioned = try await TeamStore.put([team], in: write)
        _ = try await write.transaction.batch(
            try MergeStore.put(profile, of: into, isVersioned: !versioned.isEmpty, in: write)
                + [MergeStore.finish(id, into: into, in: write)])
        try await CustomFieldChange(staying.fields ?? [], to: profile.fields ?? []).put(for: into.uuid, in: write)

        let rivals = try await MergeStore.rivals(of: id, in: write)
        let counts = try await MergeStore.counts(of: id, in: write).map { count in
            guard count.table == MergeStore.assignmentTable else { return count }
            return MergeCount(
                table: count.table, moved: Count((teams[from]?.count ?? 0) - setAside.count),
                setAside: Count(setAside.count))
        }
        let merge = Merge(
            id: id, version: .first, from: from, fromName: former.name, into: into, mergedAt: write.now,
            tables: counts, conflicts: fieldConflicts + teamConflicts + rivals)
        let moved = try await MergeStore.facts(of: id, from: from, into: into, isBack: false, in: write)
        try await write.publish([ClientChange(client: into, kind: .updated)], moved + [.merge(merge)])
        return try await MergeOutcome(merge, isDryRun: dryRun == true, in: write)
    }

    /// Throws `MergeRefused`.
    private func requireNoObstacles(_ former: Client, _ staying: Client, in write: ClientWrite) async throws {
        var obstacles = try await MergeStore.obstacles(from: from, into: into, in: write)
        if MergeRules.rank(of: former.lifecycle) > MergeRules.rank(of: staying.lifecycle) {
            obstacles.append(.furtherLifecycle)
        }
        guard obstacles.isEmpty else { throw MergeRefused(obstacles: obstacles) }
    }
}

extension MergeOutcome {
    /// With its rows, for a dry run.
    init(_ merge: Merge, isDryRun: Bool, in write: ClientWrite) async throws {
        let rows = isDryRun ? try await MergeStore.rows(of: merge.id, in: write) : nil
        self.init(
            merge: merge, rows: rows.map { Array($0.prefix(MergeStore.rowLimit)) },
            hasMoreRows: (rows?.count ?? 0) > MergeStore.rowLimit, isDryRun: isDryRun)
    }
}
