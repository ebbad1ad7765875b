// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The text so far and the containers that are still open in it.
///
/// A *slot* is a place where one value belongs: the root, a member, an element. Slots are numbered; a container knows
/// the slot that it fills, so that a stale container is noticed.
struct WriterState: ~Copyable {
    struct Level {
        let isObject: Bool
        let slot: Int
        var count = 0
        /// Offset of the last member or element.
        var latest: Int
        /// For a dictionary, the number of its first entry in `memberStarts`; -1 for everything else.
        let sortedFrom: Int
    }

    /// Objects and arrays inside each other: what our own scanner would refuse is not written.
    static let depthLimit = 64

    private(set) var hasFailed = false
    private var levels: [Level] = []
    /// The first mistake that was made where nothing can be thrown.
    private var failure: EncodingError?
    private var text: TextBuffer
    /// The slot that was begun and has no value yet, or 0.
    private var awaiting = 0
    private var lastSlot = 0
    /// Offsets of the members of all open dictionaries.
    private var memberStarts: [Int] = []

    init() {
        text = TextBuffer()
        levels.reserveCapacity(8)
    }

    deinit {
        text.deallocate()
    }

    var depth: Int { levels.count }

    /// Valid while the writer lives and is not written to.
    var written: UnsafeBufferPointer<UInt8> { text.bytes }

    // MARK: Slots

    mutating func beginRoot() -> Int {
        beginSlot()
    }

    /// The member `name` of the object at `level`.
    mutating func beginMember(_ name: String, at level: Int, of slot: Int) throws -> Int {
        try reach(level, of: slot)
        separate(level)
        text.append(string: name)
        text.append(UInt8(ascii: ":"))
        return beginSlot()
    }

    mutating func beginElement(at level: Int, of slot: Int) throws -> Int {
        try reach(level, of: slot)
        separate(level)
        return beginSlot()
    }

    @inline(__always)
    private mutating func beginSlot() -> Int {
        lastSlot &+= 1
        awaiting = lastSlot
        return lastSlot
    }

    @inline(__always)
    private mutating func separate(_ level: Int) {
        if levels[level].count > 0 { text.append(UInt8(ascii: ",")) }
        levels[level].count &+= 1
        levels[level].latest = text.count
        if levels[level].sortedFrom >= 0 { memberStarts.append(text.count) }
    }

    /// Closes what is open inside `level`.
    @inline(__always)
    private mutating func reach(_ level: Int, of slot: Int) throws {
        if levels.count != level &+ 1 || awaiting != 0 { settle(level &+ 1) }
        guard level < levels.count, levels[level].slot == slot else {
            throw fail("a container was used after it was closed")
        }
    }

    private mutating func settle(_ depth: Int) {
        if awaiting != 0 { fillEmptySlot() }
        while levels.count > depth { close() }
    }

    /// A type that encodes nothing is an object with no members.
    private mutating func fillEmptySlot() {
        awaiting = 0
        text.append(UInt8(ascii: "{"))
        text.append(UInt8(ascii: "}"))
    }

    // MARK: Containers

    /// Begins the container that fills `slot`, or goes on with it when the slot has one already. Returns its level.
    mutating func open(isObject: Bool, isSorted: Bool = false, in slot: Int, depth: Int) -> Int {
        if awaiting == slot {
            awaiting = 0
            if levels.count >= WriterState.depthLimit {
                fail("the value is nested more than \(WriterState.depthLimit) deep")
            }
            levels.append(
                Level(
                    isObject: isObject, slot: slot, latest: text.count,
                    sortedFrom: isSorted ? memberStarts.count : -1))
            text.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
        } else if depth < levels.count, levels[depth].slot == slot, levels[depth].isObject == isObject {
            settle(depth + 1)
        } else {
            fail("one place was given two values")
        }
        return depth
    }

    private mutating func close() {
        let level = levels.removeLast()
        if level.sortedFrom >= 0 {
            text.sortMembers(starts: memberStarts[level.sortedFrom...])
            memberStarts.removeSubrange(level.sortedFrom...)
        }
        text.append(level.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }

    mutating func finish() throws {
        settle(0)
        try throwFailure()
    }

    /// Also keeps a value without end from going on below the depth limit.
    func throwFailure() throws {
        if let failure { throw failure }
    }

    // MARK: Values

    /// After a type had its turn.
    mutating func fill(_ slot: Int) {
        if awaiting == slot { fillEmptySlot() }
    }

    @inline(__always)
    mutating func write<S: JSONWritable>(_ value: S, in slot: Int) throws {
        guard awaiting == slot else { throw fail("one place was given two values") }
        awaiting = 0
        guard value.write(to: &text) else { throw fail("\(value) has no form in JSON", value) }
    }

    mutating func writeNull(in slot: Int) throws {
        try write(RawJSON(bytes: "null"), in: slot)
    }

    // MARK: Errors

    @discardableResult
    private mutating func fail(_ reason: String, _ value: Any = ()) -> EncodingError {
        let error = EncodingError.invalidValue(
            value, .init(codingPath: codingPath(to: levels.count), debugDescription: reason))
        failure = failure ?? error
        hasFailed = true
        return error
    }

    /// Read from the text that was written.
    func codingPath(to depth: Int) -> [any CodingKey] {
        levels.prefix(depth).compactMap { level in
            if level.count == 0 { return nil }
            if !level.isObject { return PathKey(intValue: level.count - 1) }
            return PathKey(stringValue: text.string(at: level.latest))
        }
    }
}
