// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DefineTiers: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try TierRules.requireNames(tiers)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await SettingStore.present(TierSet.self, ifVersion: ifVersion, in: write)
            if present.tiers == Array(tiers), present.otherwise == otherwise { return Response(tiers: present) }
            let defined = TierSet(version: ifVersion.next, tiers: Array(tiers), otherwise: otherwise)
            try await SettingStore.save(defined, in: write)
            return Response(tiers: defined)
        }
    }
}
