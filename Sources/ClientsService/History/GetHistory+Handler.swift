// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetHistory: Handler {
    /// Changes that one call looks through for those of a field.
    private static let scanLimit = 2000

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<HistoryFilter, HistoryStore.Place>(self, filter: filter)
        guard let filter = asked.filter else { throw InvalidParams(path: "$.filter", rule: "must be given") }
        try HistoryRules.requireAllowed(filter)
        let scope = try await scope(of: filter, for: caller, in: context)
        var entries: [HistoryEntry] = []
        var (seen, place) = (0, asked.after)
        let step = filter.field == nil ? asked.size : max(asked.size, 500)
        while true {
            let found = try await HistoryStore.rows(scope, after: place, limit: Int64(step) + 1, in: context.database)
            let fitting = Array(found.prefix(min(step, PageSize.fitting(sizes: found.lazy.map(\.size)))))
            for row in fitting {
                place = row.place
                seen += 1
                if let entry = try HistoryRules.entry(row, of: filter) { entries.append(entry) }
                if entries.count == asked.size { break }
            }
            if found.count <= fitting.count, place == nil || found.last?.place == place {
                return Page(items: entries, next: nil)
            }
            if filter.field == nil || entries.count == asked.size || seen >= GetHistory.scanLimit { break }
        }
        return Page(
            items: entries,
            next: try place.map { try PagePosition(list: GetHistory.name, filter: filter, after: $0).cursor() })
    }

    /// Throws `ClientNotFound`.
    private func scope(
        of filter: HistoryFilter, for caller: Caller, in context: ClientsContext
    ) async throws -> HistoryScope {
        let sight = context.sight(of: caller)
        let merge = try await merge(of: filter.client, sight, context)
        if let record = filter.record {
            guard !TimelineRules.kinds([record.kind], for: caller).isEmpty else {
                throw RPCFailure(.permissionDenied)
            }
        }
        return HistoryScope(
            filter: filter, sight: sight, kinds: TimelineRules.kinds(filter.kinds?.elements, for: caller),
            showsFree: try await showsFree(filter.record, of: sight, in: context), merge: merge)
    }

    /// By which a client that is none any more went into one that the caller sees; nil of one that he sees itself.
    /// Throws `ClientNotFound`.
    private func merge(of client: ClientID?, _ sight: Sight, _ context: ClientsContext) async throws -> MergeID? {
        guard let client, try await !ClientStore.exists(client, of: sight, in: context.database) else { return nil }
        guard try await MergeStore.successor(of: client, sight, in: context.database) != nil,
            let standing = try await MergeStore.standing(of: client, in: sight.organisation, context.database)
        else { throw ClientNotFound() }
        return standing.id
    }

    /// Whether what is about no client is shown: to who sees all clients, and of a lead or a task to who sees that.
    private func showsFree(
        _ record: HistoryRecord?, of sight: Sight, in context: ClientsContext
    ) async throws -> Bool {
        guard sight.limited != nil, let record, let id = record.id?.uuid else { return sight.limited == nil }
        switch record.kind {
        case .lead: return try await LeadStore.lead(LeadID(id), of: sight, in: context.database) != nil
        case .task: return try await TaskStore.isSeen(TaskID(id), of: sight, in: context.database)
        default: return false
        }
    }
}
