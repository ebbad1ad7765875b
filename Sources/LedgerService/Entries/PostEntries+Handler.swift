// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension PostEntries: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        let journal = try await context.journal(of: book, for: caller)
        var requests: [JournalRequest] = []
        requests.reserveCapacity(entries.count)
        /// Entries that are refused before they get to the journal, by their place in the call.
        var refused: [Int: any DomainError] = [:]
        for (index, entry) in entries.enumerated() {
            do {
                requests.append(
                    try JournalRequest(entry, path: "$.entries[\(index)]", in: journal.book.book, by: caller))
            } catch let error as any DomainError {
                refused[index] = error
            }
        }
        let isAtomic = atomic ?? false
        if isAtomic, !refused.isEmpty {
            return Response(
                outcomes: try entries.indices.map { index in
                    try PostingAnswer(result: .refused(refused[index] ?? GroupRefused()), isRepeated: false)
                        .outcome(in: journal)
                })
        }
        var answers = try await journal.submit(JournalUnit(requests, isAtomic: isAtomic)).makeIterator()
        return Response(
            outcomes: try entries.indices.map { index in
                if let error = refused[index] {
                    return try PostingAnswer(result: .refused(error), isRepeated: false).outcome(in: journal)
                }
                guard let answer = answers.next() else { throw RPCFailure(.internalError) }
                return try answer.outcome(in: journal)
            })
    }
}

extension PostingAnswer {
    func outcome(in journal: Journal) throws -> PostingOutcome {
        switch result {
        case .posted(let number, let recordedAt):
            PostingOutcome(
                posted: journal.response(number: number, recordedAt: recordedAt, warnings: warnings), refused: nil,
                isRepeated: isRepeated)
        case .refused(let error):
            PostingOutcome(
                posted: nil,
                refused: try Refusal(of: error), isRepeated: isRepeated)
        case .held: throw RPCFailure(.internalError, detail: "an entry's key stands for a hold")
        }
    }
}
