// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit

/// Posts what a book's schedules have due, slice by slice.
///
/// The head lock is the claim: who has it reads what is due, posts it, and marks it in one transaction. Another replica
/// that runs at the same time waits for the lock and then sees the marks, so both share the work and nothing posts
/// twice. A crash leaves whole slices. Between slices other writers of the book have their turn.
struct ScheduleRun: Sendable {
    /// Schedules and occurrences in one transaction, which holds the book's lock.
    private static let schedulesPerSlice = 50
    private static let occurrencesPerSlice = 200
    /// How long services leave alone what was refused.
    private static let retrySeconds: Int64 = 3600

    let book: BookRecord
    let upTo: CalendarDate
    /// Who posts.
    let caller: Caller
    /// Whether what was refused a short while ago is left alone.
    let isUnattended: Bool
    let context: LedgerContext

    /// Tries `limit` occurrences at most, each once.
    func run(limit: Int) async throws -> RunSchedules.Response {
        var progress = Progress(limit: limit)
        while !progress.isOver {
            let before = progress
            progress.add(try await context.database.withTransaction { tx in try await slice(before, in: tx) })
        }
        let occurrences = progress.outcomes.map { $0.occurrence(triedAt: progress.triedAt, in: book) }
        return RunSchedules.Response(
            posted: occurrences.filter { $0.state == .posted }, refused: occurrences.filter { $0.state == .refused },
            hasMore: !progress.isComplete)
    }

    private struct Slice {
        var outcomes: [ScheduledOutcome] = []
        /// The last schedule of which nothing is left in this run.
        var place: OccurrencePlace?
        var isLast = false
        let now: Instant
    }

    private struct Progress {
        let limit: Int
        var outcomes: [ScheduledOutcome] = []
        var triedAt: [OccurrencePlace: Instant] = [:]
        var place: OccurrencePlace?
        var isComplete = false

        var left: Int { limit - outcomes.count }
        var isOver: Bool { isComplete || left <= 0 }

        mutating func add(_ slice: Slice) {
            outcomes += slice.outcomes
            for outcome in slice.outcomes { triedAt[outcome.posting.place] = slice.now }
            place = slice.place ?? place
            isComplete = slice.isLast
        }
    }

    private func slice(_ progress: Progress, in tx: Transaction) async throws -> Slice {
        _ = try await HeadStore.lock(book.number, in: tx)
        var slice = Slice(now: context.clock.now())
        let due = try await ScheduleRunStore.due(
            in: book.number, upTo: upTo, after: progress.place, retryAt: isUnattended ? slice.now : nil,
            limit: Int64(Self.schedulesPerSlice), in: tx)
        let works = try await works(of: due, progress, &slice, in: tx)
        slice.isLast = due.count < Self.schedulesPerSlice && works.count == due.count && works.last?.isCut != true
        if works.isEmpty { return slice }
        let postings = works.flatMap(\.postings)
        let answers = try await Journal.postEach(
            postings.map { KeyedDraft(draft: $0.draft, key: $0.key) }, of: book, by: caller, in: tx)
        slice.outcomes = try zip(postings, answers).map { posting, answer in
            switch answer {
            case .success(let entry): ScheduledOutcome(posting: posting, entry: entry, refusal: nil)
            case .failure(let error):
                ScheduledOutcome(posting: posting, entry: nil, refusal: try Refusal(of: error.refusal))
            }
        }
        _ = try await tx.commit(
            afterBatch: ScheduleRunStore.statements(
                writing: slice.outcomes, of: works, in: book.number, at: slice.now,
                retryAt: slice.now.adding(seconds: Self.retrySeconds)))
        return slice
    }

    /// As much of what is due as a slice holds; notes how far it goes.
    private func works(
        of due: [ScheduleRecord], _ progress: Progress, _ slice: inout Slice, in tx: Transaction
    ) async throws -> [ScheduleWork] {
        if due.isEmpty { return [] }
        let room = min(progress.left, Self.occurrencesPerSlice)
        let open = try await ScheduleRunStore.open(
            due.map(\.id), in: book.number, upTo: upTo, limit: Int64(Self.occurrencesPerSlice) + 1, in: tx)
        let untried = Dictionary(grouping: open.filter { progress.triedAt[$0.place] == nil }, by: \.place.schedule)
        var works: [ScheduleWork] = []
        var count = 0
        for schedule in due where count < room {
            let work = try ScheduleWork(
                of: schedule, open: untried[schedule.id, default: []], upTo: upTo, limit: room - count,
                functionalCurrency: book.book.functionalCurrency)
            works.append(work)
            count += work.postings.count
            if work.isCut { break }
            if let dueOn = schedule.dueOn { slice.place = OccurrencePlace(dueOn: dueOn, schedule: schedule.id) }
        }
        return works
    }
}

extension ScheduledOutcome {
    fileprivate func occurrence(triedAt: [OccurrencePlace: Instant], in book: BookRecord) -> ScheduleOccurrence {
        let draft = posting.draft
        let functional = posting.part?.functionalMinorUnits
        return ScheduleOccurrence(
            schedule: posting.place.schedule, dueOn: posting.place.dueOn, state: entry == nil ? .refused : .posted,
            amount: posting.part.map { Money(minorUnits: $0.minorUnits, currency: draft.lines[0].currency) },
            functionalAmount: functional.map {
                Money(minorUnits: $0, currency: book.book.functionalCurrency)
            },
            entry: entry?.id, number: entry.map { EntryNumber(unchecked: $0.number) }, refusal: refusal,
            triedAt: triedAt[posting.place])
    }
}
