// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres

/// One page of a verification: as much as fits its time, in one snapshot.
struct VerifyPage {
    /// How long a page goes on before it leaves the rest to the next. What has begun then is ended: a range of the
    /// journal, or the sums of a range of accounts.
    private static let budget = Duration.seconds(3)
    /// Links that are looked at in one round trip.
    private static let linkLimit: Int64 = 1000
    /// Entries and facts that are read at once, unless one link has more.
    private static let rangeLimit: Int64 = 5000

    let book: BookRecord
    private let tx: Transaction
    private let end: ContinuousClock.Instant
    var tally = DifferenceTally()
    private(set) var last: VerifyPosition
    private var links = 0
    private var entries = 0
    private var lines = 0
    private var facts = 0
    private var accountCount = 0

    init(book: BookRecord, in tx: Transaction, until end: ContinuousClock.Instant) {
        self.book = book
        self.tx = tx
        self.end = end
        last = VerifyPosition(after: .origin)
    }

    /// Gives the database room to sum and sort a range of accounts: with the little that postings need, everything is
    /// written to files and read again.
    static func prepare(_ tx: Transaction) async throws {
        try await tx.execute("set local work_mem = '64MB'")
    }

    /// When a page that begins now leaves off: half of the call's time at most.
    static func end() -> ContinuousClock.Instant {
        let now = ContinuousClock.now
        guard let deadline = CallContext.deadline else { return now + budget }
        return now + min(budget, (deadline - now) / 2)
    }

    var checked: CheckedRows {
        CheckedRows(
            links: Count(links), entries: Count(entries), lines: Count(lines), facts: Count(facts),
            accounts: Count(accountCount))
    }

    /// Throws `ChainLinkNotFound` when no link ends where `link` says. Another hash there is a difference.
    mutating func start(after link: ChainLink?) async throws -> VerifyPosition {
        guard let link, link.position > .start else {
            if let link, link.hash.bytes != Chain.origin {
                tally.add(
                    BookDifference(
                        .chainHash, position: 0, expected: link.hash.text, found: ChainHash(bytes: Chain.origin)?.text))
            }
            return VerifyPosition(after: .origin)
        }
        guard let stored = try await ProofStore.link(at: link.position.rawValue, of: book.number, in: tx) else {
            throw ChainLinkNotFound()
        }
        let position = VerifyPosition(after: stored)
        if position.place.hash != link.hash {
            tally.add(
                BookDifference(
                    .chainHash, position: link.position.rawValue, expected: link.hash.text,
                    found: position.place.hash.text))
        }
        return position
    }

    /// Goes on from a position. Answers where the next page does, nil at the end.
    mutating func run(from start: VerifyPosition, scope: VerifyScope) async throws -> VerifyPosition? {
        last = start
        if last.stage == .journal {
            guard try await checkJournal() else { return last }
            guard scope == .full else { return nil }
            last.stage = .sums
        }
        if last.stage == .sums {
            guard try await checkSums() else { return last }
            last.stage = .records
            // A page of its own: it reads what the others did not.
            if isOver { return last }
        }
        if last.stage == .records {
            try await RecordProof(book: book, tx: tx).check(&tally)
            last.stage = .holds
            if isOver { return last }
        }
        return try await checkHolds() ? nil : last
    }

    private var isOver: Bool { ContinuousClock.now >= end }

    /// Whether the snapshot's journal was checked to its end.
    private mutating func checkJournal() async throws -> Bool {
        let head = try await ProofStore.head(of: book.number, in: tx)
        var proof = JournalProof(
            accounts: try await ProofStore.accounts(of: book.number, in: tx), symbols: head.symbolNumber,
            after: last.place.stored)
        proof.tally = tally
        defer { take(proof) }
        while true {
            let next = try await ProofStore.links(
                after: last.lookedAt, of: book.number, limit: VerifyPage.linkLimit, in: tx)
            var rest = next[...]
            while !rest.isEmpty {
                if isOver, proof.links > 0 { return false }
                rest = try await follow(rest, &proof)
            }
            if next.count < VerifyPage.linkLimit { break }
        }
        proof.tally.check(head, against: proof.place)
        return true
    }

    /// Checks as many of the links as are read at once, at least one. Answers the rest.
    private mutating func follow(
        _ links: ArraySlice<StoredLink>, _ proof: inout JournalProof
    ) async throws -> ArraySlice<StoredLink> {
        var through = proof.place
        var count = 0
        for link in links {
            guard proof.isFollowable(link, after: through) else { break }
            if count > 0, link.feedPosition - proof.place.feedPosition > VerifyPage.rangeLimit { break }
            through = link
            count += 1
        }
        if count == 0, let link = links.first {
            proof.pass(link)
            last.lookedAt = link.feedPosition
            return links.dropFirst()
        }
        let range = try await ProofStore.range(after: proof.place, through: through, of: book.number, in: tx)
        for link in links.prefix(count) {
            proof.follow(link, range.rows(after: proof.place, through: link))
        }
        last.lookedAt = through.feedPosition
        return links.dropFirst(count)
    }

    private mutating func take(_ proof: JournalProof) {
        tally = proof.tally
        links += proof.links
        entries += proof.entries
        lines += proof.lines
        facts += proof.facts
        last.place = VerifyPosition.Place(proof.place)
    }

    /// Whether the sums of all accounts were derived.
    private mutating func checkSums() async throws -> Bool {
        var isFirst = true
        let hasBudgets = try await BudgetTurnoverProof.isNeeded(in: book.number, tx)
        while true {
            if isOver, !isFirst || links > 0 { return false }
            isFirst = false
            let range = try await SumProof.nextRange(after: last.account, of: book.number, in: tx)
            try await SumProof(book: book.number, range: range, tx: tx).check(&tally)
            if hasBudgets {
                try await BudgetTurnoverProof(book: book.number, range: range, tx: tx).check(&tally)
            }
            accountCount += range.accounts
            guard let through = range.through else { return true }
            last.account = through
        }
    }

    /// Whether all holds were compared, and what they reserve.
    private mutating func checkHolds() async throws -> Bool {
        let proof = HoldProof(book: book.number, tx: tx)
        while let through = try await proof.check(after: last.hold, &tally) {
            last.hold = through
            if isOver { return false }
        }
        try await proof.checkPending(&tally)
        return true
    }
}

extension DifferenceTally {
    /// The head says where the last link left the book.
    fileprivate mutating func check(_ head: Head, against place: StoredLink) {
        func compare(_ field: String, _ expected: String, _ found: String) {
            guard expected != found else { return }
            add(BookDifference(.head, field: field, expected: expected, found: found))
        }
        compare("entry_number", String(place.entryNumber), String(head.entryNumber))
        compare("feed_position", String(place.feedPosition), String(head.feedPosition))
        compare("recorded_at", place.recordedAt.text, head.recordedAt.text)
        compare(
            "chain_hash", ChainHash(bytes: place.hash)?.text ?? "", ChainHash(bytes: head.chainHash)?.text ?? "")
    }
}
