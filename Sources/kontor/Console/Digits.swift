// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension Money {
    /// The amount with thousands set apart, without the currency.
    var grouped: String {
        let parts = amount.split(separator: ".", maxSplits: 1)
        let isNegative = parts[0].hasPrefix("-")
        let whole = isNegative ? parts[0].dropFirst() : parts[0]
        let decimals = parts.count > 1 ? ".\(parts[1])" : ""
        return (isNegative ? "-" : "") + Digits.grouped(String(whole)) + decimals
    }
}

/// Digits as people read them.
enum Digits {
    /// With a comma before each three.
    static func grouped(_ digits: String) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { text += "," }
            text.append(digit)
        }
        return text
    }

    static func grouped(_ count: Int) -> String { grouped(String(count)) }
}
