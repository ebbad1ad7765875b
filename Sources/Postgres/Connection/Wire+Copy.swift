// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres

extension Wire {
    /// Why a COPY could not begin.
    enum CopyRefusal: Sendable {
        case server(ServerError)
        case notACopy
    }

    /// Starts `copy ... from stdin` or `copy ... to stdout`; nil when it has begun.
    func beginCopy(_ text: String, _ wanted: CopyDirection, _ watch: Watch) throws(Lost) -> CopyRefusal? {
        guard isOpen else { throw lost() }
        try setPipelining(false)
        guard PQsendQuery(connection, text) == 1 else { throw lost() }
        try awaitResult(watch)
        let result = PQgetResult(connection)
        let status = PQresultStatus(result)
        PQclear(result.flatMap { status == PGRES_FATAL_ERROR ? nil : $0 })
        switch (status, wanted) {
        case (PGRES_COPY_IN, .fromClient), (PGRES_COPY_OUT, .toClient): return nil
        // The other direction: nothing can leave it in order.
        case (PGRES_COPY_IN, _), (PGRES_COPY_OUT, _), (PGRES_COPY_BOTH, _): throw lost()
        case (PGRES_FATAL_ERROR, _):
            defer { PQclear(result) }
            if PQresultErrorField(result, Diagnostic.sqlState.code) == nil { throw lost() }
            _ = try drain(watch)
            return .server(ServerError(result: result))
        default:
            return try drain(watch).map { .server($0) } ?? .notACopy
        }
    }

    enum CopyDirection: Sendable {
        case fromClient
        case toClient
    }

    func putCopy(_ bytes: [UInt8], _ watch: Watch) throws(Lost) {
        while true {
            let put = bytes.withUnsafeBytes { raw in
                PQputCopyData(connection, raw.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(raw.count))
            }
            if put < 0 { throw lost() }
            if put == 1 { break }
            try flush(watch)
        }
        try flush(watch)
    }

    /// Ends the data; with a reason the server refuses all of it. Answers the rows that were copied.
    func endCopy(refusing reason: String?, _ watch: Watch) throws(Lost) -> Outcome {
        while true {
            let put = PQputCopyEnd(connection, reason)
            if put < 0 { throw lost() }
            if put == 1 { break }
            try flush(watch)
        }
        return try copyResult(watch)
    }

    /// Up to about `size` bytes of what the server sends; empty at the end of the data.
    func getCopy(_ size: Int, _ watch: Watch) throws(Lost) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < size {
            var line: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(connection, &line, 1)
            if let line {
                bytes += UnsafeRawBufferPointer(start: line, count: Int(count))
                PQfreemem(line)
            } else if count == 0 {
                if !bytes.isEmpty { break }
                try waitOnce(watch)
            } else {
                // The end, or a failure that the result tells.
                break
            }
        }
        return bytes
    }

    /// The outcome of a COPY whose data has ended.
    func copyResult(_ watch: Watch) throws(Lost) -> Outcome {
        var outcome = Outcome.skipped
        while true {
            try awaitResult(watch)
            guard let result = PQgetResult(connection) else { break }
            if PQresultStatus(result) == PGRES_FATAL_ERROR {
                defer { PQclear(result) }
                if PQresultErrorField(result, Diagnostic.sqlState.code) == nil { throw lost() }
                outcome = .failure(ServerError(result: result))
            } else {
                outcome = .result(ResultSet(result))
            }
        }
        deliverNotifications()
        return outcome
    }
}
