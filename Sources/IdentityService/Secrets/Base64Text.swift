// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Base64 without padding, in either alphabet (RFC 4648, sections 4 and 5). Decoding refuses stray bits, so that a
/// value has one text.
enum Base64Text {
    enum Alphabet {
        /// `+` and `/`, as PHC strings have it.
        case standard
        /// `-` and `_`, for URLs and tokens.
        case url

        fileprivate var characters: [UInt8] {
            let last: [UInt8] = self == .standard ? [0x2B, 0x2F] : [0x2D, 0x5F]
            return [UInt8](0x41...0x5A) + [UInt8](0x61...0x7A) + [UInt8](0x30...0x39) + last
        }
    }

    static func encode(_ bytes: some Sequence<UInt8>, _ alphabet: Alphabet) -> String {
        let characters = alphabet.characters
        var text: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(characters[Int(bits >> UInt32(count)) & 0x3F])
            }
        }
        if count > 0 { text.append(characters[Int(bits << UInt32(6 - count)) & 0x3F]) }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: some StringProtocol, _ alphabet: Alphabet) -> [UInt8]? {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.characters.enumerated() { values[Int(character)] = UInt8(value) }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for character in text.utf8 {
            let value = values[Int(character)]
            guard value != 0xFF else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        guard count < 6, bits & (1 << UInt32(count) - 1) == 0 else { return nil }
        return bytes
    }
}
