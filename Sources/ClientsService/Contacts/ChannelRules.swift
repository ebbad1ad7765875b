// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// How channels are compared; what was typed is kept beside it.
enum ChannelRules {
    /// Digits of a phone number without its extension: internal numbers have as few as 2, ITU-T E.164 allows 15, and
    /// some are dialled with a carrier's prefix.
    private static let phoneDigits = 2...20
    private static let extensionDigits = 1...10

    static func channel(_ given: NewChannel) throws(ContractViolation) -> ContactChannel {
        let normalised =
            switch given.kind {
            case .email: try EmailAddress(validating: given.value.text).text
            case .phone: try phone(given.value.text)
            }
        return ContactChannel(
            kind: given.kind, use: given.use ?? .work, value: given.value,
            normalised: try Text(validating: normalised))
    }

    /// Digits of any script as those of ASCII, behind `+` when the number begins with it or with 00. A 0 in brackets
    /// after the country's code is for callers within the country, and left out.
    static func phone(_ typed: String) throws(ContractViolation) -> String {
        let violation = ContractViolation("must be a phone number, such as +44 20 7946 0958 or 0171 22 11 ext. 5")
        let (number, inner) = split(typed.lowercased())
        var digits = ""
        var isInternational = false
        for scalar in withoutNationalZero(number) {
            if let digit = digit(scalar) {
                digits += digit
            } else if scalar == "+" || scalar == "\u{FF0B}" {
                guard digits.isEmpty, !isInternational else { throw violation }
                isInternational = true
            } else if !isSeparator(scalar) {
                throw violation
            }
        }
        if !isInternational, digits.hasPrefix("00") {
            isInternational = true
            digits.removeFirst(2)
        }
        guard phoneDigits.contains(digits.utf8.count) else { throw violation }
        var extensionNumber = ""
        for scalar in inner ?? [] {
            if let digit = digit(scalar) {
                extensionNumber += digit
            } else if !isSeparator(scalar) {
                throw violation
            }
        }
        guard inner == nil || extensionDigits.contains(extensionNumber.utf8.count) else { throw violation }
        return (isInternational ? "+" : "") + digits + (inner == nil ? "" : ";ext=" + extensionNumber)
    }

    /// The number and its extension, which follows one of these words.
    private static func split(_ typed: String) -> (number: [Unicode.Scalar], inner: [Unicode.Scalar]?) {
        let scalars = Array(typed.unicodeScalars)
        for mark in [";ext=", "extension", "ext", "x", "#"] {
            let mark = Array(mark.unicodeScalars)
            guard scalars.count > mark.count,
                let start = (0...(scalars.count - mark.count)).first(where: {
                    Array(scalars[$0..<($0 + mark.count)]) == mark
                })
            else { continue }
            return (Array(scalars[..<start]), Array(scalars[(start + mark.count)...]))
        }
        return (scalars, nil)
    }

    private static func withoutNationalZero(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        let zero: [Unicode.Scalar] = ["(", "0", ")"]
        guard let first = scalars.first(where: { !isSeparator($0) }), first == "+" || first == "0",
            let start = scalars.indices.first(where: { scalars[$0...].starts(with: zero) }), start > 0
        else { return scalars }
        return Array(scalars[..<start] + scalars[(start + zero.count)...])
    }

    private static func digit(_ scalar: Unicode.Scalar) -> String? {
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return String(Int(value))
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .dashPunctuation, .openPunctuation, .closePunctuation, .format: true
        default: scalar == "." || scalar == "/" || scalar == ":" || scalar == "\u{30FC}" || scalar == "\u{2212}"
        }
    }
}
