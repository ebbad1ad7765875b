// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What of a client, or of a draft of one, is compared with others.
struct MatchProfile: RowDecodable {
    struct Address {
        let street: Similarity.Letters
        let numbers: [Similarity.Letters]
        let others: Similarity.Letters
        let postalCode: Similarity.Letters
        let city: Similarity.Letters
    }

    /// Nil for a draft.
    let client: ClientID?
    let kind: ClientKind
    let name: Text<1, 200>
    /// Those of the name that tell it from others, in their order.
    let words: [Similarity.Letters]
    let addresses: [Address]
    let taxIDs: [Similarity.Letters]
    let domains: Set<String>
    let emails: Set<String>
    let phones: Set<String>

    /// Of columns as `MatchStore.profile` has them.
    init(row: inout Row) throws {
        client = try row.next()
        kind = try row.next()
        name = try row.next()
        let words: [String] = try row.next()
        let addresses: [String]? = try row.next()
        let details: [UInt8]? = try row.next()
        self.words = words.map(MatchProfile.folded)
        self.addresses = stride(from: 0, to: addresses?.count ?? 0, by: 4).map { start in
            MatchProfile.address(Array((addresses ?? [])[start..<start + 4]))
        }
        let known = try details.map { try StoredRecord.decode(ClientDetails.self, $0) }
        taxIDs = known?.taxIds.map { Array($0.normalised.text.unicodeScalars) } ?? []
        domains = Set(known?.domains.map(\.text) ?? [])
        let channels = known?.channels ?? []
        emails = Set(channels.filter { $0.kind == .email }.map(\.normalised.text))
        phones = Set(channels.filter { $0.kind == .phone }.map(\.normalised.text))
    }

    /// In which the addresses are.
    var emailDomains: Set<String> {
        Set(emails.compactMap { $0.split(separator: "@").last.map(String.init) })
    }

    /// A vowel with two dots is written with an `e` where there is no such key.
    private static func folded(_ word: String) -> Similarity.Letters {
        var letters: Similarity.Letters = []
        for letter in word.unicodeScalars {
            if letter == "e", let last = letters.last, last == "a" || last == "o" || last == "u" { continue }
            letters.append(letter)
        }
        return letters
    }

    private static func address(_ parts: [String]) -> Address {
        let tokens = parts[0].split(separator: " ")
        let isNumber = { (token: Substring) in token.first.map { $0 >= "0" && $0 <= "9" } ?? false }
        return Address(
            street: tokens.filter { !isNumber($0) }.flatMap { Array($0.unicodeScalars) },
            numbers: tokens.filter(isNumber).map { Array($0.unicodeScalars) },
            others: joined(parts[1]), postalCode: joined(parts[2]), city: joined(parts[3]))
    }

    private static func joined(_ text: String) -> Similarity.Letters {
        text.unicodeScalars.filter { $0 != " " }
    }
}
