// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension PostEntry: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        try EntryRules.requirePositiveAmounts(lines, path: "$.lines")
        let journal = try await context.journal(of: book, for: caller)
        let entry = NewEntry(
            idempotencyKey: idempotencyKey, postedOn: postedOn, description: description,
            documentReference: documentReference, lines: lines)
        let answers = try await journal.post([entry], by: caller)
        switch answers[0].result {
        case .posted(let number, let recordedAt): return journal.response(number: number, recordedAt: recordedAt)
        case .refused(let error): throw error
        }
    }
}
