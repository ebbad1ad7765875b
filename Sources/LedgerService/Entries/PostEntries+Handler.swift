// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC

extension PostEntries: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        for (index, entry) in entries.enumerated() {
            try EntryRules.requirePositiveAmounts(entry.lines, path: "$.entries[\(index)].lines")
        }
        let journal = try await context.journal(of: book, for: caller)
        let answers = try await journal.post(entries, by: caller)
        return Response(outcomes: try answers.map { try $0.outcome(in: journal) })
    }
}

extension PostingAnswer {
    fileprivate func outcome(in journal: Journal) throws -> PostingOutcome {
        switch result {
        case .posted(let number, let recordedAt):
            PostingOutcome(
                posted: journal.response(number: number, recordedAt: recordedAt), refused: nil, isRepeated: isRepeated)
        case .refused(let error):
            PostingOutcome(
                posted: nil,
                refused: Refusal(
                    code: try ErrorCode(validating: Int64(type(of: error).code)),
                    reason: try Text(validating: type(of: error).reason), message: try Text(validating: error.message)),
                isRepeated: isRepeated)
        }
    }
}
