// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Numbers from their JSON text, which the scanner has checked.
enum NumberText {
    /// Nil when the value does not fit. The text has neither fraction nor exponent.
    @inline(__always)
    static func integer<I: FixedWidthInteger>(_ text: UnsafeBufferPointer<UInt8>) -> I? {
        let isNegative = text[0] == UInt8(ascii: "-")
        var at = isNegative ? 1 : 0
        // 18 digits and a sign always fit an Int64.
        guard text.count <= 18 else { return longInteger(text, isNegative: isNegative) }
        var value: Int64 = 0
        while at < text.count {
            value = value &* 10 &+ Int64(text[at] &- 0x30)
            at &+= 1
        }
        return I(exactly: isNegative ? 0 &- value : value)
    }

    private static func longInteger<I: FixedWidthInteger>(
        _ text: UnsafeBufferPointer<UInt8>, isNegative: Bool
    ) -> I? {
        var value: I = 0
        for byte in text.dropFirst(isNegative ? 1 : 0) {
            let (product, overflows) = value.multipliedReportingOverflow(by: 10)
            let digit = I(byte &- 0x30)
            let (sum, exceeds) =
                isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflows || exceeds { return nil }
            value = sum
        }
        return value
    }

    /// Correctly rounded, ties to even; nil when it rounds to infinity. What is too small becomes zero.
    static func floatingPoint<F: BinaryFloatingPoint & LosslessStringConvertible>(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> F? {
        if F.self == Double.self, let exact = exactDouble(text) { return F(exact) }
        guard let value = F(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// W. D. Clinger, "How to read floating point numbers accurately" (1990), fast path: when the digits are an integer
    /// up to 2^53 and the power of ten is exact too, one multiplication or division rounds once, hence correctly.
    private static func exactDouble(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        guard text.count <= 24 else { return nil }
        let isNegative = text[0] == UInt8(ascii: "-")
        var digits: UInt64 = 0
        var digitCount = 0
        var exponent = 0
        var at = isNegative ? 1 : 0
        var isFraction = false
        while at < text.count, text[at] | 0x20 != UInt8(ascii: "e") {
            if text[at] == UInt8(ascii: ".") {
                isFraction = true
            } else {
                digits = digits &* 10 &+ UInt64(text[at] &- 0x30)
                digitCount += 1
                if isFraction { exponent -= 1 }
            }
            at += 1
        }
        if at < text.count {
            let written = UnsafeBufferPointer(rebasing: text[(text[at + 1] == UInt8(ascii: "+") ? at + 2 : at + 1)...])
            guard let power: Int = integer(written), abs(power) < 1000 else { return nil }
            exponent += power
        }
        guard digitCount <= 19, digits <= 1 << 53, abs(exponent) <= 22 else { return nil }
        let magnitude =
            exponent < 0 ? Double(digits) / powersOfTen[-exponent] : Double(digits) * powersOfTen[exponent]
        return isNegative ? -magnitude : magnitude
    }
}
