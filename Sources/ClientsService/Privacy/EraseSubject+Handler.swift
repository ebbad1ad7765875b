// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension EraseSubject: Handler {
    /// Ends a dry run, whose changes go with its savepoint.
    private struct DryRunEnded: Error {}

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try SubjectRules.requireOne(subject, at: "$.subject")
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let person = try await SubjectPerson.find(subject, in: write.organisation, from: transaction)
            var erasure = Erasure(of: person, by: caller.label, in: write)
            guard dryRun == true else { return Response(tables: try await erasure.run(), dryRun: false) }
            var tables: [SubjectTally] = []
            do {
                try await transaction.savepoint {
                    tables = try await erasure.run()
                    throw DryRunEnded()
                }
            } catch is DryRunEnded {}
            return Response(tables: tables, dryRun: true)
        }
    }
}

enum SubjectRules {
    static func requireOne(_ subject: Subject, at path: String) throws(InvalidParams) {
        guard (subject.contact == nil) != (subject.lead == nil) else {
            throw InvalidParams(path: path, rule: "must have exactly one of contact and lead")
        }
    }
}
