// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Who waits for a book's journal, and what is on its way to it.
struct BookQueueState {
    /// A second batch begins beside the first only for so many requests, and for three quarters of those in the first:
    /// each batch has a price of its own.
    private static let worthwhile = 8

    struct Slot: Sendable {
        let id: UInt64
        let unit: JournalUnit
        let caller: CheckedContinuation<[PostingAnswer], any Error>
    }

    /// One on its way, by its number.
    struct Batch: Sendable {
        fileprivate let number: UInt64
    }

    /// Of slots and batches, which share their numbers.
    var lastID: UInt64 = 0
    private var waiting: [Slot] = []
    private var waitingRequests = 0
    /// Those in batches on their way who wait for the end, by id; who gave up is none of them.
    private var running: [UInt64: Slot] = [:]
    /// Those of each batch that is on its way, in the order of arrival, and how many requests they have.
    private var flying: [UInt64: (slots: [Slot], size: Int)] = [:]
    /// Those of them that have not said yet what they leave behind: until then no other begins.
    private var deciding: Set<UInt64> = []
    private var known: KnownBook?
    /// Whether what waits needs to read, and so to wait for the end of what is on its way.
    private var needsReading = false
    private var isWaking = false
    private var isClosed = false

    /// False when there is no room.
    mutating func add(_ slot: Slot) -> Bool {
        let requests = slot.unit.requests.count
        if isClosed || waitingRequests + requests > BookQueue.waitingLimit { return false }
        waiting.append(slot)
        waitingRequests += requests
        return true
    }

    /// Nil when it had its answer already.
    mutating func remove(_ id: UInt64) -> Slot? {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return running.removeValue(forKey: id) }
        waitingRequests -= waiting[index].unit.requests.count
        return waiting.remove(at: index)
    }

    var isIdle: Bool { waiting.isEmpty && flying.isEmpty }

    var rememberedAccounts: Int { known?.rememberedAccounts ?? 0 }

    private var canBegin: Bool {
        if waiting.isEmpty || !deciding.isEmpty { return false }
        if flying.isEmpty { return true }
        let size = flying.values.reduce(0) { $0 + $1.size }
        let isWorthwhile = waitingRequests >= max(BookQueueState.worthwhile, size * 3 / 4)
        return flying.count == 1 && !needsReading && isWorthwhile && known?.isAlone == true
    }

    /// Whether somebody is to be woken who begins a batch, and nobody was yet.
    mutating func needsWaking() -> Bool {
        if isWaking || !canBegin { return false }
        isWaking = true
        return true
    }

    /// The next batch; nil when there is nothing to begin.
    mutating func begin() -> Batch? {
        isWaking = false
        guard canBegin else { return nil }
        if flying.isEmpty { needsReading = false }
        lastID += 1
        flying[lastID] = ([], 0)
        deciding.insert(lastID)
        return Batch(number: lastID)
    }

    /// Those of the batch, with all who wait by now.
    mutating func units(of batch: Batch) -> [JournalUnit] {
        var (slots, size) = flying[batch.number] ?? ([], 0)
        var count = 0
        for slot in waiting {
            let requests = max(1, slot.unit.requests.count)
            if size > 0, size + requests > BookQueue.batchLimit { break }
            size += requests
            count += 1
        }
        for slot in waiting.prefix(count) {
            running[slot.id] = slot
            slots.append(slot)
            waitingRequests -= slot.unit.requests.count
        }
        waiting.removeFirst(count)
        flying[batch.number] = (slots, size)
        return slots.map(\.unit)
    }

    /// What is remembered of the book, for one batch alone.
    mutating func takeKnown() -> KnownBook? {
        defer { known = nil }
        return known
    }

    /// The batch has decided, and leaves this behind.
    mutating func keep(_ known: KnownBook?, after batch: Batch) {
        deciding.remove(batch.number)
        self.known = known
    }

    /// Has those of the batch wait again, first of all, when another batch is on its way; else answers false.
    mutating func putBack(_ batch: Batch, _ known: KnownBook) -> Bool {
        if flying.count == 1 { return false }
        let slots = finish(batch).compactMap(\.self)
        waiting = slots + waiting
        waitingRequests += slots.reduce(0) { $0 + $1.unit.requests.count }
        self.known = known
        needsReading = true
        return true
    }

    /// What the batch left behind did not come to be: it decides again, and nobody by what it left.
    mutating func decideAgain(_ batch: Batch) {
        deciding.insert(batch.number)
        known = nil
    }

    /// Those of the batch who still wait, nil for one who has given up, in its order.
    mutating func finish(_ batch: Batch) -> [Slot?] {
        deciding.remove(batch.number)
        let slots = flying.removeValue(forKey: batch.number)?.slots ?? []
        return slots.map { running.removeValue(forKey: $0.id) }
    }

    /// The same after a failure, when nothing is known.
    mutating func fail(_ batch: Batch) -> [Slot?] {
        known = nil
        return finish(batch)
    }

    /// Nobody gets in any more. Those who wait, for whom no batch comes.
    mutating func close() -> [Slot] {
        isClosed = true
        defer {
            waiting = []
            waitingRequests = 0
        }
        return waiting
    }
}
