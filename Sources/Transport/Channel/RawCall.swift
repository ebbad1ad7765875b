// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import JSONRPC

/// A method name that cannot be put into a request as it is.
package struct InvalidMethodName: Error, Equatable, CustomStringConvertible {
    package let name: String

    package var description: String { "a method name is 1 to 128 letters, digits, dots, dashes and underscores" }
}

extension RPCChannel {
    /// Calls a method by its name with params that are already JSON, and gives the whole answer, result or error.
    ///
    /// Params that are not JSON are the service's to refuse; nil sends none. Throws `InvalidMethodName` and what
    /// `exchange` throws.
    package func rawCall(
        _ method: String, params: [UInt8]?, timeout: Duration = .seconds(10)
    ) async throws -> [UInt8] {
        guard (1...128).contains(method.utf8.count), method.utf8.allSatisfy(isNameByte) else {
            throw InvalidMethodName(name: method)
        }
        var body = Array(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)""#.utf8)
        if let params {
            body += Array(#","params":"#.utf8) + params
        }
        body.append(UInt8(ascii: "}"))
        return try await exchange(body, deadline: ContinuousClock.now + timeout, trace: CallContext.trace)
    }
}

private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
    default:
        false
    }
}
