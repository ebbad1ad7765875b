// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

#if canImport(Glibc)
    import Glibc
#endif

/// How likely two clients are one: the sum of what each thing that both have says for it or against it, after Fellegi
/// and Sunter (A Theory for Record Linkage, 1969).
///
/// A weight is about the logarithm, to the base of 2, of how much likelier what was found is of one client than of two.
/// What one of them does not have says nothing.
enum MatchRules {
    struct Match {
        let weight: Double
        let reasons: [DuplicateReason]

        /// A weight of 6 is as likely as not: what is compared at all has something in common by chance as often.
        var score: DuplicateScore {
            DuplicateScore(unchecked: Int64((100 / (1 + exp2(6 - weight))).rounded()))
        }
    }

    static func compare(_ left: MatchProfile, _ right: MatchProfile) -> Match {
        var reasons: Set<DuplicateReason> = []
        let weight =
            name(left, right, &reasons) + taxIDs(left, right, &reasons) + addresses(left, right, &reasons)
            + channels(left, right, &reasons)
        return Match(weight: weight, reasons: DuplicateReason.allCases.filter(reasons.contains))
    }

    private static func name(
        _ left: MatchProfile, _ right: MatchProfile, _ reasons: inout Set<DuplicateReason>
    ) -> Double {
        guard let alike = NameLikeness(left.words, right.words) else { return 0 }
        // One word of a person's name is that of many.
        let isPoor = alike.fewest == 1 && (left.kind == .person || right.kind == .person)
        if alike.whole >= 0.999 {
            reasons.insert(.sameName)
            return isPoor ? 4 : 7
        }
        if alike.whole >= 0.9 {
            reasons.insert(.similarName)
            let isShort = alike.fewest == 1 && left.words.joined().count < 8
            return isPoor || isShort ? 3 : 6
        }
        if alike.part >= 0.9 { return 3 }
        if alike.sharedWords > 0 { return 1 }
        return max(alike.whole, alike.part) >= 0.75 ? 0 : -4
    }

    private static func taxIDs(
        _ left: MatchProfile, _ right: MatchProfile, _ reasons: inout Set<DuplicateReason>
    ) -> Double {
        if left.taxIDs.isEmpty || right.taxIDs.isEmpty { return 0 }
        if left.taxIDs.contains(where: right.taxIDs.contains) {
            reasons.insert(.sameTaxId)
            return 10
        }
        let isNear = left.taxIDs.contains { one in right.taxIDs.contains { Similarity.differByOne(one, $0) } }
        guard isNear else { return -3 }
        reasons.insert(.similarTaxId)
        return 5
    }

    /// Companies often share a house with others, people with who is of their name.
    private static func addresses(
        _ left: MatchProfile, _ right: MatchProfile, _ reasons: inout Set<DuplicateReason>
    ) -> Double {
        let weights = left.addresses.flatMap { one in right.addresses.map { address(one, $0) } }
        guard let best = weights.max() else { return 0 }
        if best >= 10 { reasons.insert(.sameAddress) } else if best >= 5 { reasons.insert(.similarAddress) }
        let isPerson = left.kind == .person && right.kind == .person
        return min(isPerson ? 9 : 5, max(-3, best))
    }

    private static func address(_ left: MatchProfile.Address, _ right: MatchProfile.Address) -> Double {
        var weight = 0.0
        if !left.street.isEmpty, !right.street.isEmpty {
            let alike = Similarity.jaroWinkler(left.street, right.street)
            weight += alike >= 0.99 ? 5 : alike >= 0.9 ? 4 : alike >= 0.8 ? 1 : -1.5
        }
        if let one = left.numbers.first, let other = right.numbers.first {
            let isSame = left.numbers.contains(where: right.numbers.contains)
            weight += isSame ? 2.5 : Similarity.differByOne(one, other) ? -0.5 : -1
        }
        if !left.postalCode.isEmpty, !right.postalCode.isEmpty {
            let isSame = left.postalCode == right.postalCode
            weight += isSame ? 3.5 : Similarity.differByOne(left.postalCode, right.postalCode) ? 1 : -1.5
        }
        weight += likeness(left.city, right.city, otherwise: -1)
        return weight + likeness(left.others, right.others, otherwise: -0.5)
    }

    private static func likeness(
        _ left: Similarity.Letters, _ right: Similarity.Letters, otherwise: Double
    ) -> Double {
        if left.isEmpty || right.isEmpty { return 0 }
        let alike = Similarity.jaroWinkler(left, right)
        return alike >= 0.99 ? 3 : alike >= 0.9 ? 2.5 : otherwise
    }

    /// What differs says nothing: people have several of each.
    private static func channels(
        _ left: MatchProfile, _ right: MatchProfile, _ reasons: inout Set<DuplicateReason>
    ) -> Double {
        var weight = 0.0
        if !left.emails.isDisjoint(with: right.emails) {
            reasons.insert(.sameEmail)
            weight += 11
        }
        if !left.phones.isDisjoint(with: right.phones) {
            reasons.insert(.samePhone)
            weight += 10
        }
        if !left.domains.isDisjoint(with: right.domains.union(right.emailDomains))
            || !right.domains.isDisjoint(with: left.emailDomains)
        {
            reasons.insert(.sameDomain)
            weight += 10
        }
        return weight
    }
}

/// How much the words of two names are alike, whatever their order.
private struct NameLikeness {
    /// Of all words, or of the names without their spaces, from 0 to 1.
    let whole: Double
    /// Of as many words as the shorter name has.
    let part: Double
    /// Pairs of words that are about the same.
    let sharedWords: Int
    /// Words of the shorter name.
    let fewest: Int

    /// Nil when one has no words.
    init?(_ left: [Similarity.Letters], _ right: [Similarity.Letters]) {
        fewest = min(left.count, right.count)
        if fewest == 0 { return nil }
        var pairs: [(alike: Double, left: Int, right: Int)] = []
        for (place, word) in left.enumerated() {
            for (other, otherWord) in right.enumerated() {
                let alike = Similarity.jaroWinkler(word, otherWord)
                if alike >= 0.8 { pairs.append((alike, place, other)) }
            }
        }
        pairs.sort { $0.alike > $1.alike }
        var leftTaken: Set<Int> = []
        var rightTaken: Set<Int> = []
        var sum = 0.0
        var shared = 0
        for pair in pairs where !leftTaken.contains(pair.left) && !rightTaken.contains(pair.right) {
            leftTaken.insert(pair.left)
            rightTaken.insert(pair.right)
            sum += pair.alike
            if pair.alike >= 0.88 { shared += 1 }
        }
        let (leftWhole, rightWhole) = (Array(left.joined()), Array(right.joined()))
        // A beginning that both have says too much of a long name and a short one.
        let areAsLong = abs(leftWhole.count - rightWhole.count) <= 2
        let joined = areAsLong ? Similarity.jaroWinkler(leftWhole, rightWhole) : 0
        whole = max(sum / Double(max(left.count, right.count)), joined >= 0.9 ? joined : 0)
        part = sum / Double(fewest)
        sharedWords = shared
    }
}
