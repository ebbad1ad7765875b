// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What words of files mean.
enum ImportWords {
    /// By its word here; with a preset by the other system's, whose words that say nothing of a lifecycle (partners,
    /// competitors) leave it as it is.
    static func lifecycle(_ text: String, in preset: ImportPreset) throws(ContractViolation) -> Lifecycle? {
        if let lifecycle = Lifecycle(rawValue: text.lowercased()) { return lifecycle }
        guard preset == .plain else { return lifecycles[ImportPresets.normalised(text)] }
        throw ContractViolation("must be one of " + Lifecycle.allCases.map(\.rawValue).joined(separator: ", "))
    }

    static func kind(_ text: String) throws(ContractViolation) -> ClientKind {
        guard let kind = ClientKind(rawValue: text.lowercased()) else {
            throw ContractViolation("must be one of " + ClientKind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return kind
    }

    /// A domain, of an address with or without `https://` and a path too; `www.` is left out.
    static func domain(_ text: String) throws(ContractViolation) -> DomainName {
        var rest = Substring(text)
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        if let user = rest.lastIndex(of: "@") { rest = rest[rest.index(after: user)...] }
        rest = rest.prefix { !"/?#:".contains($0) }
        if rest.lowercased().hasPrefix("www.") { rest = rest.dropFirst(4) }
        return try DomainName(validating: String(rest))
    }

    /// A code of two letters, or a name of the country in English.
    static func country(_ text: String) throws(ContractViolation) -> CountryCode {
        if let code = CountryNames.code(of: text) { return code }
        guard let code = try? CountryCode(validating: text.uppercased()) else {
            throw ContractViolation("must be a country's code of two letters, such as GB, or its name in English")
        }
        return code
    }

    /// Digits, which commas, points, blanks or apostrophes may part in threes.
    static func count(_ text: String) throws(ContractViolation) -> Count {
        let digits = text.filter { !",. '\u{A0}\u{202F}\u{2019}".contains($0) }
        guard let number = Int64(digits), number >= 0 else { throw ContractViolation("must be a whole number from 0") }
        return try Count(validating: number)
    }

    private static let lifecycles: [String: Lifecycle] = [
        "client": .customer, "customer": .customer, "customerchannel": .customer, "customerdirect": .customer,
        "evangelist": .customer,
        "lead": .prospect, "marketingqualifiedlead": .prospect, "opportunity": .prospect, "prospect": .prospect,
        "salesqualifiedlead": .prospect,
        "subscriber": .target, "suspect": .target, "target": .target,
        "churned": .former, "former": .former, "formercustomer": .former, "lost": .former,
    ]
}
