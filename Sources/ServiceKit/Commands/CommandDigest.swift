// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Crypto
import JSON

/// Tells a repeated command from another one under the same key: SHA-256 over the method's name and the params as our
/// encoder writes them, so that neither the order of members nor white space matters.
package enum CommandDigest {
    package static func of<C: RPCMethod>(_ command: C) throws -> [UInt8] {
        var bytes = Array(C.name.utf8)
        bytes.append(0x0A)
        try JSONEncoder().encode(command, into: &bytes)
        return Array(SHA256.hash(data: bytes))
    }
}
