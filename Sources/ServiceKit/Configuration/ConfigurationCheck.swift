// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres

/// Whether a value has the form that its key demands.
enum ConfigurationCheck {
    /// What is wrong, as the end of a sentence that begins with the key's name; nil when nothing is.
    static func mistake(in text: String, for key: ConfigurationKey) -> String? {
        guard !text.isEmpty else { return "is empty" }
        switch key.kind {
        case .text, .flag, .file, .secretFile:
            return nil
        case .wholeNumber(let range):
            if let number = Int(text), range.contains(number) { return nil }
            return "must be a whole number from \(range.lowerBound) to \(range.upperBound), and is \"\(text)\""
        case .choice(let words):
            return words.contains(text) ? nil : "must be one of \(words.joined(separator: ", ")), and is \"\(text)\""
        case .url(let schemes):
            if schemes.contains("postgresql") { return databaseMistake(in: text) }
            let isKnown = schemes.contains { text.hasPrefix("\($0)://") && text.utf8.count > $0.utf8.count + 3 }
            return isKnown
                ? nil : "must be a URL that begins with " + schemes.map { "\($0)://" }.joined(separator: " or ")
        }
    }

    private static func databaseMistake(in url: String) -> String? {
        do {
            _ = try PostgresConfiguration(url: url)
            return nil
        } catch {
            return "must be a URL such as postgresql://user@host:5432/database: \(error)"
        }
    }

    /// The nearest known name, when it is near enough to be meant.
    static func suggestion(for name: String, among keys: [ConfigurationKey]) -> String {
        let nearest = keys.map { ($0.name, distance(name, $0.name)) }.min { $0.1 < $1.1 }
        guard let nearest, nearest.1 <= max(2, name.count / 4) else { return "" }
        return "; is --\(nearest.0) meant?"
    }

    /// Levenshtein's: how many characters must be put in, taken out or replaced.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (i, letter) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let cost = letter == right[j] ? diagonal : diagonal + 1
                diagonal = row[j + 1]
                row[j + 1] = min(cost, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
