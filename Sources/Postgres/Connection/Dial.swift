// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres

/// Makes connections; blocks for up to the connect limit.
enum Dial {
    static func open(
        _ configuration: PostgresConfiguration, wakeup: Wakeup, observer: any PostgresObserver
    ) throws(PostgresError) -> Wire {
        let keywords = configuration.keywords
        guard let connection = connect(keywords) else {
            throw .configuration("libpq has no memory for a connection")
        }
        guard PQstatus(connection) == CONNECTION_OK else {
            defer { PQfinish(connection) }
            throw .cannotConnect(refusal(connection))
        }
        return try Wire(
            connection: connection, wakeup: wakeup, observer: observer,
            cacheLimit: configuration.statementCacheLimit)
    }

    private static func connect(_ keywords: [(String, String)]) -> OpaquePointer? {
        // One block of C strings, alive during the call.
        var text: [CChar] = []
        var offsets: [(Int, Int)] = []
        for (key, value) in keywords {
            let start = text.count
            text += key.utf8CString
            offsets.append((start, text.count))
            text += value.utf8CString
        }
        return text.withUnsafeBufferPointer { buffer in
            let base = buffer.baseAddress!
            return PQconnectdbParams(
                offsets.map { base + $0.0 } + [nil], offsets.map { base + $0.1 } + [nil], 0)
        }
    }

    /// libpq keeps no SQLSTATE of a failed attempt; the kind of refusal is told from the server's words, which
    /// decides only whether waiting callers are told at once or after their wait.
    private static func refusal(_ connection: OpaquePointer) -> ServerError {
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let state: String
        if message.contains("authentication failed") || message.contains("no password supplied")
            || message.contains("no pg_hba.conf entry")
        {
            state = "28000"
        } else if message.contains("role \"") && message.contains("does not exist") {
            state = "28000"
        } else if message.contains("database \"") && message.contains("does not exist") {
            state = "3D000"
        } else if message.contains("permission denied") {
            state = "42501"
        } else {
            state = "08001"
        }
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        return ServerError(sqlState: SQLState(state), message: line)
    }
}
