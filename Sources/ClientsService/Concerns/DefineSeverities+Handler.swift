// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DefineSeverities: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try SeverityRules.requireOrder(severities)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await SettingStore.present(SeveritySet.self, ifVersion: ifVersion, in: write)
            if present.severities == Array(severities) { return Response(severities: present) }
            let defined = SeveritySet(version: ifVersion.next, severities: Array(severities))
            try await SettingStore.save(defined, in: write)
            return Response(severities: defined)
        }
    }
}
