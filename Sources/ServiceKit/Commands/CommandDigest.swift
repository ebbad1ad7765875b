// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Crypto
import JSON

/// What tells a repeated command from another one under the same key: SHA-256 of the method's name and the params as
/// our encoder writes them.
package struct CommandDigest: Sendable, Hashable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init<M: RPCMethod>(of call: M) throws {
        try self.init(method: M.name, params: call)
    }

    /// For the parts of a bulk call, each with a key of its own.
    package init(method: String, params: some Encodable) throws {
        var text = Array(method.utf8)
        text.append(0)
        try JSONEncoder().encode(params, into: &text)
        bytes = Array(SHA256.hash(data: text))
    }
}
