// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// All at once, in the order of codes: ISO 4217's list of currencies and funds in use, and some that were replaced
/// lately. Precious metals and codes without decimals of their own have no amounts, and are left out.
public struct ListCurrencies: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.listCurrencies"
    public static let summary = "Lists the currencies that amounts may be in, with their decimals and names."
    public static let access = Access.authenticated

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let items: [Currency]

        public init(items: [Currency]) {
            self.items = items
        }
    }
}

/// A currency of ISO 4217.
public struct Currency: Codable, Sendable, Equatable {
    public let code: CurrencyCode
    /// How many decimals an amount has.
    public let digits: Count
    public let name: Text<1, 200>
    /// Whether another has replaced it: kept for entries of earlier days.
    public let isWithdrawn: Bool

    public init(code: CurrencyCode, digits: Count, name: Text<1, 200>, isWithdrawn: Bool) {
        self.code = code
        self.digits = digits
        self.name = name
        self.isWithdrawn = isWithdrawn
    }
}
