// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Crypto
import JSON

/// Tells a repeated command from another one under the same key: SHA-256 over the method's name and the params as our
/// encoder writes them, so that neither the order of members nor white space matters.
package enum CommandDigest {
    package static func of<C: RPCMethod>(_ command: C) throws -> [UInt8] {
        try digest(C.name, command)
    }

    /// Of one row of a bulk command, under the name of the method that posts it alone.
    package static func of<Row: Encodable>(_ row: Row, as method: any RPCMethod.Type) throws -> [UInt8] {
        try digest(method.name, row)
    }

    private static func digest<Value: Encodable>(_ name: String, _ value: Value) throws -> [UInt8] {
        var bytes = Array(name.utf8)
        bytes.append(0x0A)
        try JSONEncoder().encode(value, into: &bytes)
        return Array(SHA256.hash(data: bytes))
    }
}
