// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// A method that a service can carry out. Conformances stand in the service's feature folders.
package protocol Handler<Context>: RPCMethod {
    associatedtype Context: Sendable

    /// Whether a call computes for well under a millisecond at a time, between its waits, whatever its params are. Such
    /// a call stays on the thread of its connection, which saves two hops between threads; it must not block that
    /// thread, since other connections share it. False unless a method says otherwise.
    static var isBrief: Bool { get }

    /// Throws a domain error that the contract declares, or lets everything else through.
    func handle(as caller: Caller, in context: Context) async throws -> Response
}

extension Handler {
    package static var isBrief: Bool { false }
}
