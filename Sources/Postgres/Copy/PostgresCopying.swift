// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Where a COPY can run: a transaction or a leased connection. Nothing else can run there at the same time.
package protocol PostgresCopying: PostgresExecutor {
    /// Sends what `body` writes to a `copy ... from stdin`. Answers the number of rows; when `body` throws, none are
    /// copied.
    @discardableResult
    func copyIn(_ sql: SQL, _ body: (CopyWriter) async throws -> Void) async throws -> Int

    /// Passes what a `copy ... to stdout` sends to `body`, in pieces that may end within a row. Answers the number
    /// of rows.
    @discardableResult
    func copyOut(_ sql: SQL, _ body: ([UInt8]) async throws -> Void) async throws -> Int
}
