// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// A method that a service can carry out. Conformances stand in the service's feature folders.
package protocol Handler<Context>: RPCMethod {
    associatedtype Context: Sendable

    /// Throws a domain error that the contract declares, or lets everything else through.
    func handle(as caller: Caller, in context: Context) async throws -> Response
}
