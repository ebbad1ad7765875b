// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One call of `JSONDecoder.decode`: what all its containers share. Used by one thread, within that call.
final class DecodingRun {
    let tape: Tape
    private let tokens: UnsafePointer<Token>
    let root: Int
    let refusesUnknown: Bool
    /// Names that the root array's elements stand for.
    let fields: [String]?
    let userInfo: [CodingUserInfoKey: any Sendable]
    /// A word for each token of the root, then the count of members in opened objects that nothing asked for yet.
    /// Raw memory, because a checked array costs more than all the rest of a lookup.
    private let notes: UnsafeMutablePointer<UInt32>
    private let span: Int

    /// The value was asked for by its name.
    private static let asked: UInt32 = 1 << 31
    /// The value's own decoder was used.
    private static let opened: UInt32 = 1 << 30
    /// The value went into a type that takes everything; what is in it is known.
    private static let taken: UInt32 = 1 << 29
    /// In an object's note: the name that is likely to be asked for next, because types ask in the order in which
    /// peers write. Zero means the first.
    private static let guess: UInt32 = taken - 1

    init(_ node: JSONNode, by decoder: JSONDecoder, fields: [String]?) {
        tape = node.tape
        tokens = node.tape.tokens
        root = node.index
        refusesUnknown = decoder.unknownMembers == .refuse
        self.fields = fields
        userInfo = decoder.userInfo
        span = Int(node.tape.tokens[node.index].next) - node.index
        notes = .allocate(capacity: span + 1)
        notes.initialize(repeating: 0, count: span + 1)
        // The elements of a positional root have no names to compare with: nothing is guessed, and `search` goes by
        // position.
        if fields != nil { notes[0] = UInt32(truncatingIfNeeded: span) }
    }

    deinit {
        notes.deallocate()
    }

    @inline(__always)
    func token(_ index: Int) -> Token { tokens[index] }

    /// Notes that the type looks into the value at `index`.
    @inline(__always)
    func open(_ index: Int) {
        let note = notes[index - root]
        if note & (DecodingRun.opened | DecodingRun.taken) != 0 { return }
        notes[index - root] = note | DecodingRun.opened
        let token = token(index)
        if token.kind == .object { notes[span] &+= token.count }
    }

    /// Notes that the type takes the value at `index` as it is, with all it contains.
    func takeWhole(_ index: Int) {
        // Whatever was tried before and given up no longer has unknown members.
        if notes[index - root] & DecodingRun.opened != 0 {
            for inner in index..<Int(token(index).next) where isOpenObject(inner) { askForAll(inner) }
        }
        notes[index - root] |= DecodingRun.taken
    }

    private func isOpenObject(_ index: Int) -> Bool {
        token(index).kind == .object && notes[index - root] & DecodingRun.opened != 0
    }

    private func askForAll(_ object: Int) {
        var key = object + 1
        while key < Int(token(object).next) {
            ask(key + 1)
            key = Int(token(key + 1).next)
        }
    }

    /// Notes that `index`, the value of a member, was asked for.
    @inline(__always)
    func ask(_ index: Int) {
        let note = notes[index - root]
        if note & DecodingRun.asked != 0 { return }
        notes[index - root] = note | DecodingRun.asked
        notes[span] &-= 1
    }

    /// The value of the member `name`. The object must be open.
    @inline(__always)
    func value(of name: String, in object: Int) -> Int? {
        let note = notes[object - root]
        let guess = Int(note & DecodingRun.guess)
        let end = Int(token(object).next)
        let first = guess == 0 ? object + 1 : guess + root
        if first < end, tape.string(at: first, is: name) { return found(first, in: object, note: note) }
        return search(name, in: object, from: first)
    }

    private func search(_ name: String, in object: Int, from first: Int) -> Int? {
        if token(object).kind != .object { return element(name, of: object) }
        let note = notes[object - root]
        let end = Int(token(object).next)
        var key = object + 1
        while key < end {
            if key != first, tape.string(at: key, is: name) { return found(key, in: object, note: note) }
            key = Int(token(key + 1).next)
        }
        return nil
    }

    @inline(__always)
    private func found(_ key: Int, in object: Int, note: UInt32) -> Int {
        let value = key + 1
        let following = UInt32(truncatingIfNeeded: Int(token(value).next) - root)
        notes[object - root] = note & ~DecodingRun.guess | following
        ask(value)
        return value
    }

    /// The element of the positional root array that stands for `name`.
    private func element(_ name: String, of array: Int) -> Int? {
        guard let position = fields?.firstIndex(of: name), position < Int(token(array).count) else { return nil }
        var index = array + 1
        for _ in 0..<position { index = Int(token(index).next) }
        return index
    }

    /// Decodes the value at `index` with the type's own `init(from:)`; whatever that throws is given the path.
    func decode<T: Decodable>(_ type: T.Type, at index: Int) throws(JSONDecodingError) -> T {
        do {
            let value = try T(from: NodeDecoder(run: self, index: index))
            if refusesUnknown, notes[index - root] & (DecodingRun.opened | DecodingRun.taken) == 0 {
                try requireObject(index)
            }
            return value
        } catch {
            throw located(error, at: index, decoding: type)
        }
    }

    /// A type with no fields reads nothing; only `{}` stands for it.
    private func requireObject(_ index: Int) throws(JSONDecodingError) {
        let isPositional = fields != nil && index == root
        guard token(index).kind == .object || isPositional else { throw mismatch(index, "must be an object") }
        open(index)
    }

    /// True when every member of every opened object was asked for.
    private var isExhausted: Bool { notes[span] == 0 }

    private func isUnknown(_ value: Int) -> Bool { notes[value - root] & DecodingRun.asked == 0 }

    func refuseUnknownMembers() throws(JSONDecodingError) {
        if !refusesUnknown || isExhausted { return }
        throw unknownMembers()
    }

    private func unknownMembers() -> JSONDecodingError {
        var violations: [JSONDecodingError.Violation] = []
        var omitted = 0
        var index = root
        while index < root + span {
            defer { index += 1 }
            guard isOpenObject(index) else { continue }
            var key = index + 1
            while key < Int(token(index).next) {
                if isUnknown(key + 1) {
                    if violations.count < DecodingRun.violationLimit {
                        violations.append(.init(path: path(to: key + 1), rule: "is not known"))
                    } else {
                        omitted += 1
                    }
                }
                key = Int(token(key + 1).next)
            }
        }
        if omitted > 0 { violations.append(.init(path: "$", rule: "has \(omitted) more members that are not known")) }
        return JSONDecodingError(kind: .unknown, violations: violations)
    }

    /// Unknown members listed in one error; more are counted.
    static let violationLimit = 64
}
