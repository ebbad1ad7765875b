// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension GetFreshness: Handler {
    package func handle(as caller: Caller, in context: ReportingContext) async throws -> Response {
        let asked = try PageRequest<NoFilter, FreshnessPlace>(self)
        let start = FreshnessPlace(source: .clients, scope: BookID(UUIDValue(high: 0, low: 0)))
        let feeds = try await FreshnessStore.feeds(
            of: caller.organisation, after: asked.after ?? start, limit: asked.rowLimit, in: context.database)
        let now = context.clock.now()
        return try asked.page(of: feeds) { last in
            FreshnessPlace(source: last.source, scope: BookID(last.scope))
        } showing: {
            $0.freshness(at: now)
        }
    }
}
