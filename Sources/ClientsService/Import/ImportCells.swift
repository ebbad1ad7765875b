// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The cells of a row by the fields that they are for.
struct ImportCells {
    let definition: ImportDefinition
    let row: ImportRow

    /// Without blanks and line ends around it; nil when all of the field's cells are empty. Throws `RejectedRow` for
    /// what is no text.
    func text(_ field: ImportField) throws(RejectedRow) -> String? { try texts(field).first }

    /// All cells of a field that are not empty.
    func texts(_ field: ImportField) throws(RejectedRow) -> [String] {
        guard let source = definition.sources.first(where: { $0.field == field }) else { return [] }
        return try texts(of: source)
    }

    /// Custom fields whose cells are not empty.
    func customFields() throws(RejectedRow) -> [CustomFieldText] {
        var fields: [CustomFieldText] = []
        for source in definition.sources {
            guard let name = source.customField, let text = try texts(of: source).first else { continue }
            fields.append(CustomFieldText(name: Checked(name), value: Checked(unchecked: text)))
        }
        return fields
    }

    private func texts(of source: ImportDefinition.Source) throws(RejectedRow) -> [String] {
        var texts: [String] = []
        for index in source.columns where index < row.cells.count {
            let cell = row.cells[index]
            let text: String
            do throws(ContractViolation) {
                text = try cell.value().text
            } catch {
                throw RejectedRow(.invalidValue, at: source.place, error.description)
            }
            let original = definition.preset == .plain ? ExportText.original(text) : text
            let trimmed = ImportCells.trimmed(original)
            if !trimmed.isEmpty { texts.append(source.keepsBlanks == true ? original : trimmed) }
        }
        return texts.isEmpty ? [source.value].compactMap(\.self) : texts
    }

    /// What `reading` makes of a field's text; nil when it is empty.
    func value<Value>(
        _ field: ImportField, _ reading: (String) throws(ContractViolation) -> Value?
    ) throws(RejectedRow) -> Value? {
        guard let text = try text(field) else { return nil }
        do throws(ContractViolation) {
            return try reading(text)
        } catch {
            throw RejectedRow(.invalidValue, field, error.description)
        }
    }

    func value<Value: TextValue>(_ field: ImportField, as _: Value.Type = Value.self) throws(RejectedRow) -> Value? {
        try value(field) { (text) throws(ContractViolation) in try Value(validating: text) }
    }

    /// The record's id here, when the file says one.
    func ownID<Entity>(
        as _: Identifier<Entity>.Type = Identifier<Entity>.self
    ) throws(RejectedRow) -> Identifier<
        Entity
    >? {
        try value(.id)
    }

    /// By what the record is known in the other system: the id of a file of Kontor's is one as good as any.
    func externalID() throws(RejectedRow) -> Text<1, 200> {
        if let id: Text<1, 200> = try value(.externalId) { return id }
        if let id: Text<1, 200> = try value(.id) { return id }
        throw RejectedRow(.invalidValue, .externalId, "must not be empty")
    }

    /// Ways to reach the record, in the order of `uses`, as the rules of channels take them.
    func channels(
        _ uses: [(field: ImportField, kind: ChannelKind, use: ChannelUse)]
    ) throws(RejectedRow) -> [ContactChannel] {
        var channels: [ContactChannel] = []
        for (field, kind, use) in uses {
            for text in try texts(field) {
                do throws(ContractViolation) {
                    channels.append(
                        try ChannelRules.channel(
                            NewChannel(kind: kind, use: use, value: try Text(validating: text))))
                } catch {
                    throw RejectedRow(.invalidValue, field, error.description)
                }
            }
        }
        return try channels + moreChannels()
    }

    /// Those that stand together in one cell, as `line` writes them.
    private func moreChannels() throws(RejectedRow) -> [ContactChannel] {
        guard let text = try text(.moreChannels) else { return [] }
        var channels: [ContactChannel] = []
        for line in text.split(whereSeparator: \.isNewline) {
            do throws(ContractViolation) {
                let parts = line.split(separator: " ", maxSplits: 2)
                guard parts.count == 3, let kind = ChannelKind(rawValue: String(parts[0])),
                    let use = ChannelUse(rawValue: String(parts[1]))
                else { throw ContractViolation("must have a kind, a use and a value on each line") }
                channels.append(
                    try ChannelRules.channel(
                        NewChannel(kind: kind, use: use, value: try Text(validating: String(parts[2])))))
            } catch {
                throw RejectedRow(.invalidValue, .moreChannels, error.description)
            }
        }
        return channels
    }

    private static func trimmed(_ text: String) -> String {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A }
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, isBlank(first) || isBlank(last) else { return text }
        let rest = bytes.drop(while: isBlank)
        guard let end = rest.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(Substring(rest[...end]))
    }
}

/// A row that is not carried out.
struct RejectedRow: Error {
    let reason: ImportReject.Reason
    let place: ImportPlace?
    let rule: String

    init(_ reason: ImportReject.Reason, at place: ImportPlace?, _ rule: String) {
        self.reason = reason
        self.place = place
        self.rule = rule
    }

    init(_ reason: ImportReject.Reason, _ field: ImportField?, _ rule: String) {
        self.init(reason, at: field.map(ImportPlace.field), rule)
    }
}

/// What became of a row.
enum ImportOutcome {
    case created
    case updated
    case unchanged
    case rejected(RejectedRow)
}

/// A text as PostgreSQL compares it: by its bytes. Swift takes two spellings of one character for equal.
struct ByteKey: Hashable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }
}

extension ContactChannel {
    /// As a file has a channel without a column of its own.
    var line: String { "\(kind.rawValue) \(use.rawValue) \(value.text)" }

    /// The channels of a file in the places of those of the same kind and use, as far as there are any, and else
    /// behind them.
    static func merge(_ given: [ContactChannel], into present: [ContactChannel]) -> [ContactChannel] {
        var merged = present
        var taken: Set<Int> = []
        // Those that are there already stay where they are, so that a file with two of a kind changes nothing when it
        // is read again.
        let fresh = given.filter { channel in
            let place = merged.indices.first { !taken.contains($0) && merged[$0].isSame(as: channel) }
            if let place { taken.insert(place) }
            return place == nil
        }
        for channel in fresh {
            let place = merged.indices.first {
                !taken.contains($0) && merged[$0].kind == channel.kind && merged[$0].use == channel.use
            }
            if let place {
                merged[place] = channel
                taken.insert(place)
            } else {
                taken.insert(merged.count)
                merged.append(channel)
            }
        }
        return merged
    }

    private func isSame(as other: ContactChannel) -> Bool {
        kind == other.kind && use == other.use && value.text.utf8.elementsEqual(other.value.text.utf8)
    }
}
