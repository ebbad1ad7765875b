// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A currency of ISO 4217 (list one, 2025), as three capital letters.
public struct CurrencyCode: TextValue {
    public let text: String
    /// The number of decimals of an amount: 2 for EUR, 0 for JPY, 3 for KWD.
    public let digits: Int

    public init(validating text: String) throws(ContractViolation) {
        guard let digits = CurrencyCode.digits[text] else { throw ContractViolation("must be a currency of ISO 4217") }
        self.text = text
        self.digits = digits
    }

    public static let schema = Schema.text(
        length: 3...3, pattern: "^[A-Z]{3}$", description: "A currency, ISO 4217.")
    public static let example = CurrencyCode(known: "EUR")

    public static func == (left: CurrencyCode, right: CurrencyCode) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    private init(known text: String) {
        self.text = text
        digits = CurrencyCode.digits[text] ?? 2
    }

    private static let digits: [String: Int] = {
        var digits: [String: Int] = [:]
        for (count, codes) in [
            (0, withoutDecimals), (2, withTwoDecimals), (3, withThreeDecimals), (4, withFourDecimals),
        ] {
            for code in codes.split(whereSeparator: \.isWhitespace) { digits[String(code)] = count }
        }
        return digits
    }()

    private static let withoutDecimals = """
        BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
        """

    private static let withTwoDecimals = """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
        CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL
        HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR
        MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK
        SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD
        XCG YER ZAR ZMW ZWG
        """

    private static let withThreeDecimals = """
        BHD IQD JOD KWD LYD OMR TND
        """

    private static let withFourDecimals = """
        CLF UYW
        """
}
