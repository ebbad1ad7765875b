// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension UpsertProducts: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try ProductRules.requireFitting(rows)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let named = rows.flatMap { [$0.code] + ($0.complements?.elements ?? []) }
            let present = try await ProductStore.products(named, in: write)
            try ProductRules.requireVersions(rows, of: present)
            var outcomes: [ProductOutcome] = []
            var changed: [Product] = []
            for product in try ProductRules.products(rows, after: present, at: write.now) {
                let before = present[product.code]
                if let before, try ProductRules.saySame(before, product) {
                    outcomes.append(outcome(.unchanged, before))
                } else {
                    outcomes.append(outcome(before == nil ? .created : .updated, product))
                    changed.append(product)
                }
            }
            try await ProductStore.put(changed, in: write)
            try await write.publish(changed.map { try ClientFact.product($0) })
            return Response(outcomes: outcomes)
        }
    }

    private func outcome(_ kind: ProductOutcome.Kind, _ product: Product) -> ProductOutcome {
        ProductOutcome(kind: kind, product: product.id, code: product.code, version: product.version)
    }
}
