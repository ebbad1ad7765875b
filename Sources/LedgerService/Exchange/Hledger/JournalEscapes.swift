// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Texts within the syntax of hledger's journals: what the syntax would take for its own is written as `%` and two
/// hexadecimal digits, and nothing else is.
enum JournalEscapes {
    /// Where a text stands, and what it must not have there.
    enum Place {
        case description
        case code
        case tag

        fileprivate func isReserved(_ byte: UInt8, isFirst: Bool) -> Bool {
            switch self {
            case .description: byte == 0x3B || isFirst && "*!(=".utf8.contains(byte)
            case .code: byte == 0x29 || byte == 0x3B
            case .tag: byte == 0x2C
            }
        }
    }

    /// All that is ever escaped: the percent sign, and `! ( ) * , ; =`.
    private static let escaped: Set<UInt8> = [0x25, 0x21, 0x28, 0x29, 0x2A, 0x2C, 0x3B, 0x3D]
    private static let percent = UInt8(ascii: "%")

    static func escape(_ text: String, for place: Place) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            let isAmbiguous = byte == percent && escapedByte(bytes, at: index) != nil
            if isAmbiguous || place.isReserved(byte, isFirst: index == 0) {
                result.append(percent)
                result.append(digit(byte >> 4))
                result.append(digit(byte & 15))
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func unescape(_ text: some StringProtocol) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(percent) else { return String(text) }
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == percent, let byte = escapedByte(bytes, at: index) {
                result.append(byte)
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// What the sequence at a percent sign stands for, when it is one of ours.
    private static func escapedByte(_ bytes: [UInt8], at index: Int) -> UInt8? {
        guard index + 2 < bytes.count, let high = value(bytes[index + 1]), let low = value(bytes[index + 2]) else {
            return nil
        }
        let byte = high << 4 | low
        return escaped.contains(byte) ? byte : nil
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? 0x30 + value : 0x41 + value - 10
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x41...0x46: digit - 0x41 + 10
        default: nil
        }
    }
}
