// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// By what a value is found: compared byte by byte, in the order of the values.
struct CustomFieldKey: Equatable {
    let text: String
    /// Whether case, accents and width are to be taken off, which PostgreSQL does.
    let isWords: Bool
}

extension CustomFieldValue {
    /// Reads a value of the kind as files have it.
    init(_ text: String, named name: CustomFieldName, of kind: CustomFieldKind) throws(ContractViolation) {
        switch kind {
        case .text: self.init(name: name, text: try LongText(validating: text))
        case .integer:
            guard let number = Int64(text), !text.hasPrefix("+") else {
                throw ContractViolation("must be a whole number")
            }
            self.init(name: name, integer: try CustomFieldInteger(validating: number))
        case .decimal: self.init(name: name, decimal: try CustomFieldDecimal(validating: text))
        case .money: self.init(name: name, money: try CustomFieldValue.money(text))
        case .date: self.init(name: name, date: try CalendarDate(validating: text))
        case .flag:
            guard let flag = Bool(text) else { throw ContractViolation("must be true or false") }
            self.init(name: name, flag: flag)
        case .choice: self.init(name: name, choice: try CustomFieldChoiceCode(validating: text))
        case .choices:
            var codes: [CustomFieldChoiceCode] = []
            for part in text.split(separator: ";", omittingEmptySubsequences: false) {
                codes.append(try CustomFieldChoiceCode(validating: CustomFieldValue.trimmed(part)))
            }
            self.init(name: name, choices: try List(validating: codes))
        case .reference: self.init(name: name, reference: try CustomFieldReference(validating: text))
        }
    }

    private static func money(_ text: String) throws(ContractViolation) -> Money {
        let parts = text.split(separator: " ")
        guard parts.count == 2 else { throw ContractViolation("must be an amount and a currency, such as 12.50 EUR") }
        return try Money(amount: String(parts[0]), currency: CurrencyCode(validating: String(parts[1])))
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// As files have it, which `init` reads.
    var written: String? {
        if let money { return "\(money.amount) \(money.currency.text)" }
        if let choices { return choices.map(\.text).joined(separator: ";") }
        return text?.text ?? integer.map { "\($0.rawValue)" } ?? decimal?.text ?? date?.text
            ?? flag.map { $0 ? "true" : "false" } ?? choice?.text ?? reference?.text
    }

    /// Of the members that are given.
    var kinds: [CustomFieldKind] {
        let given: [(CustomFieldKind, Bool)] = [
            (.choice, choice != nil), (.choices, choices != nil), (.date, date != nil), (.decimal, decimal != nil),
            (.flag, flag != nil), (.integer, integer != nil), (.money, money != nil), (.reference, reference != nil),
            (.text, text != nil),
        ]
        return given.filter(\.1).map(\.0)
    }

    /// Whether it is a name alone.
    var isEmpty: Bool { kinds.isEmpty }

    var chosen: Set<CustomFieldChoiceCode> { Set((choices?.elements ?? []) + [choice].compactMap(\.self)) }

    /// With each choice once, by their codes.
    var normalised: CustomFieldValue {
        guard choices != nil, let sorted = try? List<1, 50, CustomFieldChoiceCode>(validating: chosen.sorted()) else {
            return self
        }
        return CustomFieldValue(
            name: name, text: text, integer: integer, decimal: decimal, money: money, date: date, flag: flag,
            choice: choice, choices: sorted, reference: reference)
    }

    /// Texts are compared by their bytes, as they are kept: Swift takes two spellings of one character for equal.
    func isSame(as other: CustomFieldValue) -> Bool {
        self == other && text.map { Array($0.text.utf8) } == other.text.map { Array($0.text.utf8) }
    }

    /// About the bytes as JSON, with names of members.
    var size: Int {
        let codes = chosen.reduce(0) { $0 + $1.text.utf8.count + 3 }
        return 80 + name.text.utf8.count + (text?.text.utf8.count ?? 0) + codes
    }

    /// One, or one for each of several choices.
    var keys: [CustomFieldKey] {
        if let text { return [CustomFieldKey(text: text.text, isWords: true)] }
        if let choices { return choices.map { CustomFieldKey(text: $0.text, isWords: false) } }
        let key: String? =
            if let integer {
                CustomFieldValue.ordered(integer.rawValue)
            } else if let decimal {
                CustomFieldValue.ordered(decimal.millionths)
            } else if let money {
                money.currency.text + CustomFieldValue.ordered(money.minorUnits)
            } else {
                date?.text ?? flag.map { $0 ? "true" : "false" } ?? choice?.text ?? reference?.text
            }
        return key.map { [CustomFieldKey(text: $0, isWords: false)] } ?? []
    }

    /// 20 digits in the order of the numbers: negative ones first.
    private static func ordered(_ number: Int64) -> String {
        let digits = String(UInt64(bitPattern: number) ^ (1 << 63))
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }
}
