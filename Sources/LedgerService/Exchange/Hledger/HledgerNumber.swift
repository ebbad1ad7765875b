// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Numbers as journals write them: `1234.56`, `1,234.56`, `1.234,56`, `1 234,56`.
enum HledgerNumber {
    private static let point = UInt8(ascii: ".")
    private static let comma = UInt8(ascii: ",")
    private static let space = UInt8(ascii: " ")

    /// How much of the bytes is a number, from its first digit or mark to its last digit; a mark may end it. A space
    /// belongs to it between a digit and three digits.
    static func length(of bytes: ArraySlice<UInt8>) -> Int {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let isGroupSpace =
                byte == space && index > bytes.startIndex && isDigit(bytes[index - 1])
                && bytes[(index + 1)...].prefix(3).allSatisfy(isDigit) && bytes.endIndex - index > 3
                && !(index + 4 < bytes.endIndex && isDigit(bytes[index + 4]))
            guard isDigit(byte) || byte == point || byte == comma || isGroupSpace else { break }
            index += 1
        }
        return index - bytes.startIndex
    }

    /// - Parameters:
    ///   - mark: the decimal mark that a directive has said, if one has.
    ///   - digits: the currency's decimals, if it is known: they tell whether `1,000` can be a thousand.
    /// - Throws: what is wrong, in words.
    static func parse(
        _ bytes: ArraySlice<UInt8>, decimalMark mark: UInt8?, currencyDigits digits: Int?
    ) throws(JournalProblem) -> ExactNumber {
        let text = String(decoding: bytes, as: UTF8.self)
        let marks = bytes.filter { !isDigit($0) }
        let decimal = try decimalMark(in: Array(bytes), marks, said: mark, currencyDigits: digits)
        var units: Int128 = 0
        var decimals = 0
        var count = 0
        var isFraction = false
        for byte in bytes {
            if let decimal, byte == decimal {
                guard !isFraction else { throw JournalProblem("the number \(text) has two decimal marks") }
                isFraction = true
            } else if isDigit(byte) {
                units = units * 10 + Int128(byte - 0x30)
                if isFraction { decimals += 1 }
                if units > 0 { count += 1 }
                guard count <= ExactNumber.digitLimit, decimals <= ExactNumber.digitLimit else {
                    throw JournalProblem("the number \(text) has more than \(ExactNumber.digitLimit) digits")
                }
            } else if isFraction {
                throw JournalProblem("the number \(text) has a mark behind its decimal mark")
            }
        }
        guard bytes.contains(where: isDigit) else { throw JournalProblem("an amount has no digits") }
        return ExactNumber(units: units, decimals: decimals)
    }

    /// Nil when the number has no decimals.
    private static func decimalMark(
        in bytes: [UInt8], _ marks: [UInt8], said: UInt8?, currencyDigits: Int?
    ) throws(JournalProblem) -> UInt8? {
        guard let last = marks.last else { return nil }
        if let said { return said }
        if last == space { return nil }
        if marks.contains(where: { $0 != last }) { return last }
        if marks.count > 1 { return nil }
        let parts = bytes.split(separator: last, omittingEmptySubsequences: false)
        let mayBeThousand = parts[1].count == 3 && (1...3).contains(parts[0].count) && parts[0] != [0x30]
        if mayBeThousand, currencyDigits != 3 {
            throw JournalProblem(
                "\(String(decoding: bytes, as: UTF8.self)) may be a thousand or a fraction: say which with a "
                    + "decimal-mark or commodity directive")
        }
        return last
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// Why a transaction or a directive cannot be read, in words for people.
struct JournalProblem: Error, Equatable {
    let reason: String
    /// The line that is to blame, counted in the file.
    var line: Int?

    init(_ reason: String, line: Int? = nil) {
        self.reason = reason
        self.line = line
    }

    func at(_ line: Int) -> JournalProblem {
        JournalProblem(reason, line: self.line ?? line)
    }
}
