// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ExportSubject: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        let asked = try PageRequest<Subject, SubjectStore.Place>(self, filter: subject)
        guard let subject = asked.filter else { throw InvalidParams(path: "$.subject", rule: "must be given") }
        try SubjectRules.requireOne(subject, at: "$.subject")
        let person = try await SubjectPerson.find(subject, in: caller.organisation, from: context.database)
        let found = try await context.database.rows(
            SubjectStore.facts(person, after: asked.after, limit: asked.rowLimit), as: SubjectFact.self)
        let (rows, next) = try asked.cut(
            found, to: PageSize.fitting(sizes: found.lazy.map(\.image.count)), endingAt: \.place)
        return Page(items: try rows.map(record), next: next)
    }

    private func record(_ fact: SubjectFact) throws -> SubjectRecord {
        SubjectRecord(
            kind: fact.kind, record: RecordID(fact.record), version: fact.version, recordedAt: fact.recordedAt,
            by: try Text(validating: fact.author),
            fields: try RecordFields(fact.image).fields.map {
                SubjectField(field: try FieldPath(validating: $0.path), value: try FieldValue(validating: $0.json))
            })
    }
}
