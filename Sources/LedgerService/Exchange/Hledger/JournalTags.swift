// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The tags of a comment in hledger's syntax, `name:value` up to a comma, and the words besides.
struct JournalTags {
    private(set) var tags: [(name: String, value: String)] = []
    /// What is no tag.
    private(set) var text: [String] = []

    mutating func read(_ comment: some StringProtocol) {
        for part in comment.split(separator: ",") {
            guard let colon = part.firstIndex(of: ":") else {
                keep(part)
                continue
            }
            let before = part[..<colon]
            let name = before.split(separator: " ").last ?? ""
            guard !name.isEmpty, before.last != " " else {
                keep(part)
                continue
            }
            keep(before.dropLast(name.count))
            tags.append((String(name), JournalEscapes.unescape(trimmed(part[part.index(after: colon)...]))))
        }
    }

    private mutating func keep(_ words: some StringProtocol) {
        let words = trimmed(words)
        if !words.isEmpty { text.append(words) }
    }

    private func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return String(rest)
    }

    /// Takes the first tag of the name, unless it says nothing.
    mutating func take(_ name: String) -> String? {
        guard let index = tags.firstIndex(where: { $0.name == name }) else { return nil }
        let value = tags.remove(at: index).value
        return value.isEmpty ? nil : value
    }

    /// Takes all tags of the name.
    mutating func takeAll(_ name: String) -> [String] {
        defer { tags.removeAll { $0.name == name } }
        return tags.filter { $0.name == name }.map(\.value)
    }

    /// Takes a tag whose value is of a contract's type.
    mutating func take<Value: TextValue>(_ name: String, as type: Value.Type) throws(JournalProblem) -> Value? {
        guard let text = take(name) else { return nil }
        do {
            return try Value(validating: text)
        } catch {
            throw JournalProblem("the tag \(name) \(error)")
        }
    }

    mutating func take<Value: TextEnumeration>(_ name: String, as type: Value.Type) throws(JournalProblem) -> Value? {
        guard let text = take(name) else { return nil }
        guard let value = Value(rawValue: text) else {
            throw JournalProblem("the tag \(name) is none of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return value
    }
}
