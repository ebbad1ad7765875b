// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How much two texts are alike, of scalars that were normalised before.
enum Similarity {
    typealias Letters = [Unicode.Scalar]

    /// From 0 to 1, by Jaro and Winkler: letters that both have about the same place of, and a common beginning.
    /// W. E. Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model, 1990.
    static func jaroWinkler(_ left: Letters, _ right: Letters) -> Double {
        if left == right { return 1 }
        if left.isEmpty || right.isEmpty { return 0 }
        let reach = max(max(left.count, right.count) / 2 - 1, 0)
        var isTaken = [Bool](repeating: false, count: right.count)
        var common: Letters = []
        for (place, letter) in left.enumerated() {
            let start = max(0, place - reach)
            let end = min(right.count, place + reach + 1)
            guard start < end,
                let found = (start..<end).first(where: { !isTaken[$0] && right[$0] == letter })
            else { continue }
            isTaken[found] = true
            common.append(letter)
        }
        if common.isEmpty { return 0 }
        let others = right.indices.filter { isTaken[$0] }.map { right[$0] }
        let moved = Double(zip(common, others).count { $0 != $1 }) / 2
        let matched = Double(common.count)
        let jaro =
            (matched / Double(left.count) + matched / Double(right.count) + (matched - moved) / matched) / 3
        let beginning = zip(left, right).prefix(4).prefix { $0 == $1 }.count
        return jaro + Double(beginning) * 0.1 * (1 - jaro)
    }

    /// Whether one letter more, less or other, or two neighbours that changed places, make one of the other.
    static func differByOne(_ left: Letters, _ right: Letters) -> Bool {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard long.count - short.count <= 1 else { return false }
        let start = zip(short, long).prefix { $0 == $1 }.count
        let shortRest = short[start...]
        let longRest = long[start...]
        if long.count > short.count { return Array(shortRest) == Array(longRest.dropFirst()) }
        if shortRest.dropFirst().elementsEqual(longRest.dropFirst()) { return true }
        let first = Array(shortRest.prefix(2))
        return first.count == 2 && Array(longRest.prefix(2)) == first.reversed()
            && shortRest.dropFirst(2).elementsEqual(longRest.dropFirst(2))
    }
}
