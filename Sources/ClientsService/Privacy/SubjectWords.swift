// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What names a person in a text, and the text without it.
struct SubjectWords {
    /// What stands in the place of a name. Shorter names are starred out, so that no text becomes too long.
    static let mark = "[erased]"

    /// Letters and digits that follow each other without spaces between words: Thai, Lao, Khmer, Burmese, Chinese,
    /// Japanese.
    private static let unspaced: [ClosedRange<UInt32>] = [
        0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF,
    ]

    /// The longest first, so that a part of a name does not spoil the whole of it.
    let words: [String]
    private let needles: [[Unicode.Scalar]]

    /// Words of one character name nobody.
    init(_ words: [String]) {
        var seen: Set<String> = []
        self.words = words.filter { $0.unicodeScalars.count > 1 && seen.insert($0.lowercased()).inserted }
            .sorted { $0.unicodeScalars.count > $1.unicodeScalars.count }
        needles = self.words.map { SubjectWords.lower($0).map(\.scalar) }
    }

    /// The text without the words, where each stands for itself: `Ann` is none of `Annual`. Whatever the case.
    func redacted(_ text: String) -> String {
        needles.reduce(text) { SubjectWords.removing($1, from: $0) }
    }

    /// What the lower-case JSON of a record is like that may name him.
    var patterns: [String] {
        get throws {
            try words.map { word in
                let written = try RecordTexts.written(word).lowercased()
                let escaped = written.flatMap { (character: Character) -> [Character] in
                    "\\%_".contains(character) ? ["\\", character] : [character]
                }
                return "%" + String(escaped) + "%"
            }
        }
    }

    private static func removing(_ needle: [Unicode.Scalar], from text: String) -> String {
        let source = Array(text.unicodeScalars)
        let lowered = lower(text)
        guard let first = needle.first, lowered.count >= needle.count else { return text }
        var kept = String.UnicodeScalarView()
        var (at, copied) = (0, 0)
        while at + needle.count <= lowered.count {
            let end = at + needle.count
            guard lowered[at].scalar == first,
                zip(lowered[at..<end], needle).allSatisfy({ $0.scalar == $1 }),
                isEdge(lowered, before: at), isEdge(lowered, before: end)
            else {
                at += 1
                continue
            }
            let (from, to) = (lowered[at].source, lowered[end - 1].source + 1)
            kept.append(contentsOf: source[copied..<max(copied, from)])
            let length = to - from
            kept.append(contentsOf: (length < mark.count ? String(repeating: "*", count: length) : mark).unicodeScalars)
            copied = to
            at = end
        }
        if copied == 0 { return text }
        kept.append(contentsOf: source[min(copied, source.count)...])
        return String(kept)
    }

    /// Whether a word may begin or end between two characters.
    private static func isEdge(_ text: [(scalar: Unicode.Scalar, source: Int)], before index: Int) -> Bool {
        guard index > 0, index < text.count else { return true }
        let (left, right) = (text[index - 1].scalar, text[index].scalar)
        return !(isLetter(left) && isLetter(right)) || isUnspaced(left) || isUnspaced(right)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        unspaced.contains { $0.contains(scalar.value) }
    }

    /// In lower case, each with its place in the text.
    private static func lower(_ text: String) -> [(scalar: Unicode.Scalar, source: Int)] {
        text.unicodeScalars.enumerated().flatMap { index, scalar in
            scalar.properties.lowercaseMapping.unicodeScalars.map { ($0, index) }
        }
    }
}
