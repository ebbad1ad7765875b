// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// PostgreSQL's `numeric` on the wire: digits to the base 10,000, the first of which has the weight
/// 10,000^weight, a sign, and how many decimal digits after the point are shown.
struct BinaryNumeric {
    private var digits: [UInt16] = []
    private var weight: Int16 = 0
    private var sign: UInt16 = Self.positive
    private var scale: UInt16 = 0

    private static let positive: UInt16 = 0x0000
    private static let negative: UInt16 = 0x4000
    private static let specials: [UInt16: String] = [0xC000: "NaN", 0xD000: "Infinity", 0xF000: "-Infinity"]

    private init() {}

    static func special(_ text: String) -> BinaryNumeric {
        var numeric = BinaryNumeric()
        numeric.sign = specials.first { $0.value == text }?.key ?? 0xC000
        return numeric
    }

    init(_ integer: Int128) {
        var groups: [UInt16] = []
        var rest = integer.magnitude
        while rest > 0 {
            groups.append(UInt16(rest % 10_000))
            rest /= 10_000
        }
        sign = integer < 0 ? Self.negative : Self.positive
        weight = Int16(max(0, groups.count - 1))
        digits = groups.reversed()
    }

    /// Nil unless the text is an optional minus, digits, and optionally a point with digits.
    init?(text: String) {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") {
            sign = Self.negative
            rest = rest.dropFirst()
        }
        let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard
            parts.allSatisfy({ part in
                !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }), let whole = parts.first
        else { return nil }
        let fraction = parts.count > 1 ? Array(parts[1]) : []
        scale = UInt16(fraction.count)
        // Groups of four digits, counted from the point in both directions.
        let zero = UInt8(ascii: "0")
        let before = [UInt8](repeating: zero, count: (4 - whole.count % 4) % 4) + whole
        let after = fraction + [UInt8](repeating: zero, count: (4 - fraction.count % 4) % 4)
        let all = before + after
        digits = stride(from: 0, to: all.count, by: 4).map { start in
            all[start..<(start + 4)].reduce(0 as UInt16) { $0 * 10 + UInt16($1 - zero) }
        }
        weight = Int16(before.count / 4 - 1)
    }

    init(field: PostgresField) throws {
        let count = Int(try field.integer(Int16.self, as: Int128.self))
        weight = try field.integer(Int16.self, at: 2, as: Int128.self)
        sign = try field.integer(UInt16.self, at: 4, as: Int128.self)
        scale = try field.integer(UInt16.self, at: 6, as: Int128.self)
        digits = try (0..<count).map { try field.integer(UInt16.self, at: 8 + 2 * $0, as: Int128.self) }
    }

    func encode(into buffer: inout PostgresBuffer) {
        buffer.append(UInt16(digits.count))
        buffer.append(weight)
        buffer.append(sign)
        buffer.append(scale)
        for digit in digits { buffer.append(digit) }
    }

    /// The digit with the weight 10,000^power.
    private func digit(_ power: Int) -> UInt16 {
        let index = Int(weight) - power
        return digits.indices.contains(index) ? digits[index] : 0
    }

    /// Nil when there is a fraction, or it does not fit.
    func integer() -> Int128? {
        guard sign == Self.positive || sign == Self.negative else { return nil }
        guard digits.enumerated().allSatisfy({ Int(weight) - $0.offset >= 0 || $0.element == 0 }) else { return nil }
        if digits.isEmpty { return 0 }
        var value: Int128 = 0
        for power in stride(from: Int(weight), through: 0, by: -1) {
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10_000)
            let digit = Int128(self.digit(power))
            let (sum, carry) = shifted.addingReportingOverflow(sign == Self.negative ? -digit : digit)
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    var text: String {
        if let special = Self.specials[sign] { return special }
        var text = sign == Self.negative ? "-" : ""
        if weight < 0 {
            text += "0"
        } else {
            for power in stride(from: Int(weight), through: 0, by: -1) {
                let group = String(digit(power))
                text += power == Int(weight) ? group : String(repeating: "0", count: 4 - group.utf8.count) + group
            }
        }
        if scale > 0 {
            var fraction = ""
            for power in 1...((Int(scale) + 3) / 4) {
                let group = String(digit(-power))
                fraction += String(repeating: "0", count: 4 - group.utf8.count) + group
            }
            text += "." + fraction.prefix(Int(scale))
        }
        return text
    }
}
