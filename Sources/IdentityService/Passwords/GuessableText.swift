// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What those who guess passwords try first, at the length that passwords have here: words of the common lists put
/// together, sequences, and repetition.
enum GuessableText {
    /// Lower-case words that lead the published lists of leaked passwords, and the product's name.
    static let commonWords = [
        "correcthorsebatterystaple", "correct horse battery staple", "administrator", "thisismypassword",
        "supersecret", "changeme", "computer", "football", "iloveyou", "michelle", "password", "passwort", "p@ssw0rd",
        "princess", "qwertyui", "starwars", "sunshine", "superman", "trustno1", "whatever", "baseball", "charlie",
        "welcome", "letmein", "freedom", "forever", "jessica", "mustang", "nothing", "default", "dragon", "hunter",
        "kontor", "login", "master", "monkey", "passw0rd", "qwerty", "qwertz", "secret", "shadow", "admin", "azerty",
        "hello", "pass", "test", "user", "love", "root",
    ]

    /// Sequences of fewer characters come about by chance.
    private static let leastRun = 4
    /// Repeats of longer parts are not guessed first.
    private static let greatestPeriod = 8
    private static let keyboardRows = ["1234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm"]
        .map(Array.init)

    /// Whether the text is one part of a few characters again and again.
    static func isPeriodic(_ text: String) -> Bool {
        let characters = Array(text)
        return (1...greatestPeriod).contains { period in
            characters.count >= 2 * period
                && characters.indices.dropFirst(period).allSatisfy {
                    characters[$0] == characters[$0 - period]
                }
        }
    }

    /// What is left of `text` without `words`, wherever they stand, and without runs such as `4321`, `aaaa`, `asdf`.
    /// Longer words go first, so that `lovelace` is not left as `lace`.
    static func without(_ words: [String], in text: String) -> [Character] {
        var characters = Array(text)
        for word in Set(words.map(Array.init)).sorted(by: { $0.count > $1.count }) where !word.isEmpty {
            var index = 0
            while index + word.count <= characters.count {
                if characters[index..<(index + word.count)].elementsEqual(word) {
                    characters.removeSubrange(index..<(index + word.count))
                } else {
                    index += 1
                }
            }
        }
        return withoutRuns(characters)
    }

    private static func withoutRuns(_ characters: [Character]) -> [Character] {
        var kept: [Character] = []
        var start = 0
        while start < characters.count {
            let end = endOfRun(characters, from: start)
            if end - start < leastRun { kept += characters[start..<end] }
            start = end
        }
        return kept
    }

    /// The end of the longest run from `start` that goes by one step; at least the next character's index.
    private static func endOfRun(_ characters: [Character], from start: Int) -> Int {
        var longest = start + 1
        for step in [-1, 0, 1] {
            var end = start + 1
            while end < characters.count, follows(characters[end], characters[end - 1], step) { end += 1 }
            longest = max(longest, end)
        }
        // The last character of a short run may begin the next one.
        return longest - start < leastRun && longest - start > 1 ? start + 1 : longest
    }

    private static func follows(_ next: Character, _ previous: Character, _ step: Int) -> Bool {
        guard step != 0 else { return next == previous }
        if let one = previous.unicodeScalars.first, let other = next.unicodeScalars.first,
            previous.isLetter || previous.isNumber, Int(other.value) - Int(one.value) == step
        {
            return true
        }
        return keyboardRows.contains { row in
            guard let index = row.firstIndex(of: previous) else { return false }
            return row.indices.contains(index + step) && row[index + step] == next
        }
    }
}
