// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// ISO 3166-1 codes of the names that retailers write.
enum Countries {
    /// Nil for what is no country of the standard, such as "Channel Islands" or "Unspecified".
    static func code(of name: String) -> CountryCode? {
        codes[name.lowercased()].flatMap { try? CountryCode(validating: $0) }
    }

    private static let codes: [String: String] = [
        "australia": "AU", "austria": "AT", "bahrain": "BH", "belgium": "BE", "brazil": "BR", "bulgaria": "BG",
        "canada": "CA", "china": "CN", "croatia": "HR", "cyprus": "CY", "czech republic": "CZ", "czechia": "CZ",
        "denmark": "DK", "eire": "IE", "estonia": "EE", "finland": "FI", "france": "FR", "germany": "DE",
        "greece": "GR", "guernsey": "GG", "hong kong": "HK", "hungary": "HU", "iceland": "IS", "india": "IN",
        "ireland": "IE", "isle of man": "IM", "israel": "IL", "italy": "IT", "japan": "JP", "jersey": "JE",
        "korea": "KR", "latvia": "LV", "lebanon": "LB", "lithuania": "LT", "luxembourg": "LU", "malta": "MT",
        "mexico": "MX", "netherlands": "NL", "new zealand": "NZ", "nigeria": "NG", "norway": "NO", "poland": "PL",
        "portugal": "PT", "romania": "RO", "rsa": "ZA", "saudi arabia": "SA", "singapore": "SG", "slovakia": "SK",
        "slovenia": "SI", "south africa": "ZA", "spain": "ES", "sweden": "SE", "switzerland": "CH", "thailand": "TH",
        "turkey": "TR", "uk": "GB", "ukraine": "UA", "united arab emirates": "AE", "united kingdom": "GB",
        "united states": "US", "usa": "US",
    ]
}
