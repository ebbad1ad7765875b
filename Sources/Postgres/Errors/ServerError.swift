// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres

/// A refusal by the server, in its own words.
package struct ServerError: Error, Sendable, Equatable {
    package let sqlState: SQLState
    /// May quote values of parameters when `sqlState` is of class 22 or P0.
    package let message: String
    /// Quotes values of rows: never for logs.
    package let detail: String?
    package let hint: String?
    package let schema: String?
    package let table: String?
    package let column: String?
    package let dataType: String?
    package let constraint: String?
    /// Characters from the start of the statement's text, from 1.
    package let position: Int?
    /// Where the statement stood in its pipeline, from 0.
    package var statementIndex = 0
    private let routine: String?

    /// Reads a failed `PGresult`.
    init(result: OpaquePointer?) {
        func field(_ part: Diagnostic) -> String? {
            PQresultErrorField(result, part.code).map { String(cString: $0) }
        }
        sqlState = SQLState(field(.sqlState) ?? "XX000")
        message = field(.message) ?? "no message"
        detail = field(.detail)
        hint = field(.hint)
        schema = field(.schema)
        table = field(.table)
        column = field(.column)
        dataType = field(.dataType)
        constraint = field(.constraint)
        position = field(.position).flatMap { Int($0) }
        routine = field(.routine)
    }

    /// A failure that libpq itself noticed while connecting.
    init(sqlState: SQLState, message: String) {
        self.sqlState = sqlState
        self.message = message
        detail = nil
        hint = nil
        schema = nil
        table = nil
        column = nil
        dataType = nil
        constraint = nil
        position = nil
        routine = nil
    }

    /// A prepared statement no longer fits its tables, or is gone: preparing it again helps.
    /// The function's name is the one thing in that message that no language setting translates.
    var isStalePlan: Bool {
        (sqlState == .featureNotSupported && routine == "RevalidateCachedQuery") || sqlState == .invalidStatementName
    }
}

extension ServerError: CustomStringConvertible {
    /// SQLSTATE and names only, and the message where PostgreSQL never puts a value into it.
    package var description: String {
        var parts = ["PostgreSQL error \(sqlState)"]
        if !sqlState.messageMayQuoteValues { parts.append(message) }
        if let table { parts.append("table \(schema.map { $0 + "." } ?? "")\(table)") }
        if let column { parts.append("column \(column)") }
        if let constraint { parts.append("constraint \(constraint)") }
        if let position { parts.append("at character \(position)") }
        return parts.joined(separator: ", ")
    }
}
