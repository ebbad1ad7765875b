// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension GetPlan: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let found = try await PlanStore.plan(plan, of: context.sight(of: caller), in: context.database)
        let isShared = sharedOnly ?? false
        guard !isShared || found.isShared else { throw PlanNotFound() }
        let items = try await context.database.rows(
            PlanStore.items(of: plan, in: caller.organisation), as: StoredFact<PlanItem>.self
        ).map(\.record).filter { !isShared || $0.isShared }
        return Response(
            plan: found, items: items,
            progress: PlanRules.progress(of: items, on: CalendarDate(of: context.clock.now())))
    }
}
