// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpsertPlanItem: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try PlanRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let plan = try await PlanStore.plan(plan, of: write.sight, in: transaction)
            let items = try await PlanStore.items(of: plan.id, in: write)
            let present = try present(among: items)
            if present == nil, items.count >= PlanRules.itemLimit {
                throw PlanTooLarge(limit: Count(PlanRules.itemLimit))
            }
            try PlanRules.requirePlace(of: self, under: items.first { $0.id == parent }, after: present)
            try await ContactStore.requireContacts(contact.map { [$0] } ?? [], at: plan.client, in: write)
            let item = PlanRules.item(
                present?.id ?? .new(at: write.now), after: present, of: plan, by: self, at: write.now)
            try await PlanStore.put(item, in: write)
            guard plan.state == .approved, kind != .action else {
                try await write.publish([.planItem(item)])
                return Response(item: item, plan: plan)
            }
            let reopened = PlanRules.reopened(plan, at: write.now)
            try await PlanStore.put(reopened, in: write)
            try await write.publish([.planItem(item), .plan(reopened)])
            return Response(item: item, plan: reopened)
        }
    }

    /// The item that is to be replaced; nil when one is to be made.
    private func present(among items: [PlanItem]) throws -> PlanItem? {
        guard let item else { return nil }
        guard let present = items.first(where: { $0.id == item }) else { throw PlanItemNotFound() }
        guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
        return present
    }
}
