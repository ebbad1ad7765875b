// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The set of accounts of one legal entity: the unit of order and of scale in the ledger.
public struct Book: Codable, Sendable, Equatable {
    public let id: BookID
    /// A short name, unique in the organisation.
    public let code: BookCode
    public let name: Text<1, 200>
    /// The currency in which the book balances and reports.
    public let functionalCurrency: CurrencyCode
    /// Decides which day an event belongs to.
    public let timeZone: TimeZoneName
    public let createdAt: Instant

    public init(
        id: BookID, code: BookCode, name: Text<1, 200>, functionalCurrency: CurrencyCode, timeZone: TimeZoneName,
        createdAt: Instant
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.functionalCurrency = functionalCurrency
        self.timeZone = timeZone
        self.createdAt = createdAt
    }
}

/// A book's short name: 1 to 32 of `A-Z a-z 0-9 . _ -`.
public struct BookCode: TextValue {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard TextRule.isToken(text, length: 1...32, TextRule.isCodeByte) else {
            throw ContractViolation("must be 1 to 32 letters, digits, dots, underscores or hyphens")
        }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...32, pattern: "^[A-Za-z0-9._-]+$", description: "A book's short name.")
    }

    public static var example: BookCode { BookCode(unchecked: "main") }
    private init(unchecked text: String) { self.text = text }
}
