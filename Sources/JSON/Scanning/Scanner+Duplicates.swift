// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Scanner {
    /// Above this many members, names are found by hash, so that a hostile object costs no more than an honest one.
    private static let pairwiseLimit: UInt32 = 24

    /// Whether two members of the closed object have one name, whatever escapes they are written with.
    func hasDuplicates(_ object: Int) -> Bool {
        let token = tokens[object]
        if token.count > Scanner.pairwiseLimit { return hasDuplicatesByHash(object) }
        var sketch: UInt64 = 0
        var name = object + 1
        while name < Int(token.next) {
            let current = tokens[name]
            if !current.flags.isEmpty { return hasDuplicatesByHash(object) }
            // Length and two letters tell most names apart; only a repeated sketch needs a comparison.
            let last = base[Int(current.end) - 2]
            let bit = UInt64(1) << (UInt64((current.end &- current.start) &* 7 &+ UInt32(last)) & 63)
            if sketch & bit != 0, isRepeated(name, in: object) { return true }
            sketch |= bit
            name = Int(tokens[name + 1].next)
        }
        return false
    }

    private func isRepeated(_ name: Int, in object: Int) -> Bool {
        let wanted = text(name)
        var earlier = object + 1
        while earlier < name {
            let candidate = text(earlier)
            if candidate.count == wanted.count, StringText.equal(candidate, wanted) { return true }
            earlier = Int(tokens[earlier + 1].next)
        }
        return false
    }

    /// As Swift compares strings: two spellings of one character count as one name, because a dictionary would lose
    /// one of the members. The hash is seeded anew in each process.
    private func hasDuplicatesByHash(_ object: Int) -> Bool {
        let token = tokens[object]
        var names = Set<String>(minimumCapacity: Int(token.count))
        var name = object + 1
        while name < Int(token.next) {
            let raw = text(name)
            let isEscaped = tokens[name].flags.contains(.escaped)
            let spelled = isEscaped ? StringText.unescaped(raw) : String(decoding: raw, as: UTF8.self)
            if !names.insert(spelled).inserted { return true }
            name = Int(tokens[name + 1].next)
        }
        return false
    }

    private func text(_ name: Int) -> UnsafeBufferPointer<UInt8> {
        let token = tokens[name]
        return UnsafeBufferPointer(start: base + Int(token.start) + 1, count: Int(token.end - token.start) - 2)
    }
}
