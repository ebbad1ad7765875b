// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension SetReportingLine: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try AccessRules.requireFitting(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let present = try await ReportingStore.reporting(of: user, in: write)
            try requireVersion(of: present)
            let lines = try AccessRules.lines(present?.lines ?? [], after: self)
            if let present, present.lines == lines { return Response(reporting: present) }
            let reporting = Reporting(
                user: user, version: present?.version.next ?? Version(unchecked: 1), lines: lines,
                updatedAt: write.now)
            try await ReportingStore.put(reporting, in: write)
            try await ReportingStore.requireNoCycle(over: user, in: write)
            try await Oversight.renew(below: [user], groups: [], in: write)
            try await write.publish([.reporting(reporting)])
            return Response(reporting: reporting)
        }
    }

    private func requireVersion(of present: Reporting?) throws {
        guard let ifVersion else { return }
        guard let present else {
            throw InvalidParams(path: "$.ifVersion", rule: "must be absent before the first line")
        }
        guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
    }
}
