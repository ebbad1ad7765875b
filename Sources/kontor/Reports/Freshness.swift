// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Waits for reporting, which follows the other services at its own pace.
enum Freshness {
    private static let patience: Duration = .seconds(120)

    /// Returns once the figures include everything that was posted and every client that was made before the call.
    static func wait(for book: Book, _ callers: Callers) async throws {
        let asked = WallClock.instant
        // An organisation without a client has no feed of clients that could be read.
        let hasAnyClient = try await !callers.clients.call(ListClients(limit: PageLimit(validating: 1))).items.isEmpty
        let posted = try await callers.ledger.call(GetTrialBalance(book: book.id)).feedPosition
        let clock = ContinuousClock()
        let deadline = clock.now + patience
        while true {
            let items = try await all(callers.reporting)
            let entries = items.first { $0.source == .ledger && $0.book == book.id }
            // A head that was read after the question is the head of everything before it.
            let clients = items.first { $0.source == .clients }
            let hasEntries = posted == .start || (entries.map { $0.position >= posted } ?? false)
            let hasClients =
                clients.map { $0.position == $0.head && ($0.readAt ?? asked) > asked } ?? !hasAnyClient
            if hasEntries, hasClients { return }
            guard clock.now < deadline else {
                throw Failure(
                    "Reporting has not caught up within \(Console.seconds(patience)).",
                    advice: "See 'kontor call reporting.getFreshness' and its log.")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static func all(_ reporting: Remote<ReportingAPI>) async throws -> [SourceFreshness] {
        var items: [SourceFreshness] = []
        var cursor: PageCursor?
        repeat {
            let page = try await reporting.call(GetFreshness(cursor: cursor))
            items += page.items
            cursor = page.next
        } while cursor != nil
        return items
    }
}
