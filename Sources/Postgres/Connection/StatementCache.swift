// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The statements that one connection has prepared, the least recently used first to go.
struct StatementCache {
    struct Key: Hashable {
        let segments: [SQL.Segment]
        let types: [UInt32]

        init(_ sql: SQL) {
            segments = sql.segments
            types = sql.types
        }
    }

    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private var entries: [Key: Entry] = [:]
    private var uses: UInt64 = 0
    private var names: UInt64 = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// The name under which the statement is prepared.
    mutating func name(of key: Key) -> String? {
        guard let index = entries.index(forKey: key) else { return nil }
        uses += 1
        entries.values[index].lastUse = uses
        return entries.values[index].name
    }

    mutating func newName() -> String {
        names += 1
        return "k\(names)"
    }

    /// To be called only after the server has confirmed it.
    mutating func insert(_ name: String, for key: Key) {
        uses += 1
        entries[key] = Entry(name: name, lastUse: uses)
    }

    mutating func remove(_ key: Key) {
        entries[key] = nil
    }

    /// Removes as many statements as must go before `count` more are prepared, none of `needed`. The caller tells
    /// the server; searched only when the cache is full.
    mutating func evict(for count: Int, keeping needed: Set<Key>) -> [String] {
        let surplus = entries.count + count - limit
        guard surplus > 0 else { return [] }
        let victims = entries.filter { !needed.contains($0.key) }.sorted { $0.value.lastUse < $1.value.lastUse }
        return victims.prefix(surplus).map { victim in
            entries[victim.key] = nil
            return victim.value.name
        }
    }
}
