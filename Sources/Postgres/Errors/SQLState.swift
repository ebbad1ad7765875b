// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The five characters by which PostgreSQL names an error (appendix A of its manual).
package struct SQLState: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    package init(_ code: String) {
        self.code = code
    }

    package var description: String { code }

    package static let adminShutdown = SQLState("57P01")
    package static let checkViolation = SQLState("23514")
    package static let deadlockDetected = SQLState("40P01")
    package static let exclusionViolation = SQLState("23P01")
    package static let featureNotSupported = SQLState("0A000")
    package static let foreignKeyViolation = SQLState("23503")
    package static let inFailedTransaction = SQLState("25P02")
    package static let insufficientPrivilege = SQLState("42501")
    package static let invalidStatementName = SQLState("26000")
    package static let lockNotAvailable = SQLState("55P03")
    package static let notNullViolation = SQLState("23502")
    package static let queryCanceled = SQLState("57014")
    package static let serializationFailure = SQLState("40001")
    package static let undefinedTable = SQLState("42P01")
    package static let uniqueViolation = SQLState("23505")

    /// Class 22 (data exceptions) and P0 (raised by functions): the message may quote a value.
    var messageMayQuoteValues: Bool { code.hasPrefix("22") || code.hasPrefix("P0") }

    /// Wrong password or role, unknown database: trying again does not help.
    var isLastingRefusal: Bool { code.hasPrefix("28") || code.hasPrefix("3D") || code == "42501" }
}
