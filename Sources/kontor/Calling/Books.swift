// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Books by the codes that people know them by.
enum Books {
    /// - Throws: ``Failure`` naming the books there are.
    static func find(_ code: String, _ ledger: Remote<LedgerAPI>) async throws -> Book {
        var seen: [String] = []
        var cursor: PageCursor?
        repeat {
            let page = try await ledger.call(ListBooks(cursor: cursor))
            if let book = page.items.first(where: { $0.code.text == code }) { return book }
            seen += page.items.map(\.code.text)
            cursor = page.next
        } while cursor != nil
        throw Failure(
            "There is no book with the code \(code).",
            advice: seen.isEmpty ? "There are no books yet." : "Books: \(seen.joined(separator: ", "))")
    }
}
