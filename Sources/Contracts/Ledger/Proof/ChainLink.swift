// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One link of a book's hash chain: everything up to a feed position in 32 bytes.
public struct ChainLink: Codable, Sendable, Hashable {
    /// The last position of the feed that the link covers; 0 is before the first.
    public let position: FeedPosition
    public let hash: ChainHash

    public init(position: FeedPosition, hash: ChainHash) {
        self.position = position
        self.hash = hash
    }
}

/// A SHA-256, written as 64 lower-case hexadecimal digits.
public struct ChainHash: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 64...64, { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw ContractViolation("must be 64 lower-case hexadecimal digits") }
        self.text = text
    }

    /// Nil unless there are 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        let digits = Array("0123456789abcdef".utf8)
        text = String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    public var bytes: [UInt8] {
        let digits = text.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x61 + 10 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    public static var schema: Schema {
        .text(length: 64...64, pattern: "^[0-9a-f]{64}$", description: "A SHA-256, in hexadecimal.")
    }

    public static var example: ChainHash { ChainHash(unchecked: String(repeating: "0123456789abcdef", count: 4)) }
    private init(unchecked text: String) { self.text = text }
}

/// No link of the book's chain ends at this position.
public struct ChainLinkNotFound: DomainError {
    public static let code = 3130
    public static let reason = "ledger.chain_link_not_found"
    public init() {}
    public var message: String { "No link of the book's chain ends at this position." }
}
