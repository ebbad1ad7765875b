// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// One of the ways in which a text may be what a client is known by beside its name.
struct KeyLookup: Equatable {
    enum Part: Equatable {
        case whole
        case beginning
        case end
    }

    let kind: ClientKey.Kind
    let part: Part
    /// As keys are compared.
    let text: String
    /// How good a match is.
    let score: Int64

    /// Digits and letters from which on a part of a number says something.
    private static let shortestPart = 5

    /// All that the text may be.
    static func lookups(of text: String) -> [KeyLookup] {
        let typed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return emails(typed) + domains(typed) + phones(typed) + taxIDs(typed)
    }

    private static func emails(_ typed: String) -> [KeyLookup] {
        guard typed.contains("@"), !typed.contains(" ") else { return [] }
        let address = typed.lowercased()
        if address.hasPrefix("@") { return domains(String(address.dropFirst())) }
        return [
            KeyLookup(kind: .email, part: .whole, text: address, score: 100),
            KeyLookup(kind: .email, part: .beginning, text: address, score: 80),
        ]
    }

    /// Of a domain or an address in the web, with whom else has an e-mail address of it.
    private static func domains(_ typed: String) -> [KeyLookup] {
        var name = typed.lowercased()[...]
        for beginning in ["https://", "http://", "www."] where name.hasPrefix(beginning) {
            name = name.dropFirst(beginning.count)
        }
        name = name.prefix { $0 != "/" && $0 != ":" && $0 != "?" }
        guard let domain = try? DomainName(validating: String(name)) else { return [] }
        return [
            KeyLookup(kind: .domain, part: .whole, text: domain.text, score: 100),
            KeyLookup(kind: .domain, part: .end, text: "." + domain.text, score: 85),
            KeyLookup(kind: .email, part: .end, text: "@" + domain.text, score: 70),
        ]
    }

    /// One without the country's code is the end of one with it.
    private static func phones(_ typed: String) -> [KeyLookup] {
        guard let number = try? ChannelRules.phone(typed) else { return [] }
        let digits = number.drop { $0 == "+" || $0 == "0" }
        guard digits.count >= shortestPart else { return [] }
        return [
            KeyLookup(kind: .phone, part: .whole, text: number, score: 100),
            KeyLookup(kind: .phone, part: .end, text: String(digits), score: 85),
            KeyLookup(kind: .phone, part: .beginning, text: number, score: 80),
        ]
    }

    /// One without the country's letters is the end of one with them.
    private static func taxIDs(_ typed: String) -> [KeyLookup] {
        let number = ClientKey.taxID(typed)
        guard number.count >= shortestPart, number.contains(where: \.isNumber) else { return [] }
        return [
            KeyLookup(kind: .taxID, part: .whole, text: number, score: 100),
            KeyLookup(kind: .taxID, part: .end, text: number, score: 85),
            KeyLookup(kind: .taxID, part: .beginning, text: number, score: 80),
        ]
    }
}

extension MatchKind {
    init(_ kind: ClientKey.Kind) {
        self =
            switch kind {
            case .domain: .domain
            case .email: .email
            case .phone: .phone
            case .taxID: .taxId
            }
    }
}
