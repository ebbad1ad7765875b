// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension PostEntry: Handler {
    package static let isBrief = true

    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let journal = try await context.journal(of: book, for: caller)
        let entry = NewEntry(
            idempotencyKey: idempotencyKey, postedOn: postedOn, description: description,
            documentReference: documentReference, module: module, external: external, metadata: metadata,
            rateType: rateType, lines: lines)
        let request = try JournalRequest(entry, path: "$", in: journal.book.book, by: caller)
        return try await journal.submit(JournalUnit([request]))[0].posted(in: journal)
    }
}

extension PostingAnswer {
    /// The posted entry; throws the refusal.
    func posted(in journal: Journal) throws -> PostEntry.Response {
        switch result {
        case .posted(let number, let recordedAt):
            return journal.response(number: number, recordedAt: recordedAt, warnings: warnings)
        case .refused(let error): throw error
        case .held: throw IdempotencyKeyReused()
        }
    }

    /// The hold; throws the refusal.
    func held(in journal: Journal) throws -> HoldFunds.Response {
        switch result {
        case .held(let number, let createdAt):
            return HoldFunds.Response(
                hold: EntryIdentity.holdID(book: journal.book.number, number: number, createdAt: createdAt))
        case .refused(let error): throw error
        case .posted: throw IdempotencyKeyReused()
        }
    }
}

extension JournalRequest {
    /// Throws `InvalidParams` for what no entry may be.
    init(_ entry: NewEntry, path: String, in book: Book, by caller: Caller) throws {
        try EntryRules.requirePositiveAmounts(entry.lines, path: path)
        var draft = EntryDraft(
            postedOn: entry.postedOn, module: entry.module ?? .general, description: entry.description,
            documentReference: entry.documentReference, external: entry.external, rateType: entry.rateType ?? .spot,
            lines: [])
        draft.metadata = try entry.metadata.map { try StoredRecord.encode(Array($0)) }
        draft.lines.reserveCapacity(entry.lines.count)
        for line in entry.lines {
            draft.lines.append(try DraftLine(line, functionalCurrency: book.functionalCurrency))
        }
        self.init(
            command: .post(draft), key: KeyDigest.key(entry.idempotencyKey.text),
            paramsDigest: EntryDigest.of(entry), actor: try Text(validating: caller.label))
    }
}
