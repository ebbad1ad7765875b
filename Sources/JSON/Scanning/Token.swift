// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One value, or one member name, as a range of the text. A container is followed by its content, a name by its value.
struct Token {
    struct Flags: OptionSet {
        let rawValue: UInt8

        /// A string with at least one backslash.
        static let escaped = Flags(rawValue: 1)
        /// A string with a byte of 0x80 or more.
        static let nonASCII = Flags(rawValue: 2)
        /// A string with an escaped U+0000.
        static let nul = Flags(rawValue: 4)
        /// A number with neither fraction nor exponent.
        static let integer = Flags(rawValue: 8)
        /// An object with two members of one name.
        static let duplicates = Flags(rawValue: 16)
    }

    /// Offset of the first byte: the quote, bracket, sign or letter.
    var start: UInt32
    /// Offset after the last byte.
    var end: UInt32
    /// Number of the token after this value and all its content. In an open container: the container around it.
    var next: UInt32
    /// Members or elements.
    var count: UInt32
    var kind: JSONNode.Kind
    var flags: Flags
}
