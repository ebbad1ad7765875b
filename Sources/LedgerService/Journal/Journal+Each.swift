// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres

/// Why an entry was not posted.
struct DraftRefused: Error {
    let refusal: any DomainError
}

extension Journal {
    /// Posts entries as a part of the caller's transaction, each by itself: one batch, whatever is refused.
    ///
    /// Unlike those of callers, refusals leave nothing behind: the key can be tried again.
    static func postEach(
        _ drafts: [KeyedDraft], of book: BookRecord, by caller: Caller, in tx: Transaction
    ) async throws -> [Result<PostedEntry, DraftRefused>] {
        if drafts.isEmpty { return [] }
        let units = try drafts.map { JournalUnit([try $0.request(by: caller)]) }
        return try await fold(units, of: book, in: tx).map { answer in
            switch answer.result {
            case .posted(let number, let recordedAt):
                let id = EntryIdentity.id(book: book.number, number: number, recordedAt: recordedAt)
                return .success(PostedEntry(id: id, number: number, isRepeated: answer.isRepeated))
            case .refused(let error): return .failure(DraftRefused(refusal: error))
            case .held(let number, _):
                throw PostgresError.decoding("hold \(number) has the key of a scheduled entry")
            }
        }
    }
}
