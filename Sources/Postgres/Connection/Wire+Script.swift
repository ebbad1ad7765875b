// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres

extension Wire {
    /// Runs several statements without parameters, as `psql` would; stops at the first failure. Outside of a
    /// transaction the whole text is one.
    func script(_ text: String, _ watch: Watch) throws(Lost) -> ServerError? {
        guard isOpen else { throw lost() }
        try setPipelining(false)
        guard PQsendQuery(connection, text) == 1 else { throw lost() }
        return try drain(watch)
    }

    /// Takes results until there are none; answers the first failure.
    func drain(_ watch: Watch) throws(Lost) -> ServerError? {
        var failure: ServerError?
        while true {
            try awaitResult(watch)
            guard let result = PQgetResult(connection) else { break }
            defer { PQclear(result) }
            if PQresultStatus(result) == PGRES_FATAL_ERROR {
                if PQresultErrorField(result, Diagnostic.sqlState.code) == nil { throw lost() }
                failure = failure ?? ServerError(result: result)
            }
        }
        deliverNotifications()
        return failure
    }
}
