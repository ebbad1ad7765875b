// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import JSON

/// How a command ended, in the form in which it is stored: `{"result":...}` or `{"error":{"code":...,"data":...}}`.
package struct CommandOutcome: Sendable, Equatable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package init(result: some Encodable) throws {
        var text = Array(#"{"result":"#.utf8)
        try JSONEncoder().encode(result, into: &text)
        text.append(0x7D)
        bytes = text
    }

    package init<E: DomainError>(error: E) throws {
        var text = Array(#"{"error":{"code":\#(E.code),"data":"#.utf8)
        try JSONEncoder().encode(error, into: &text)
        text.append(contentsOf: [0x7D, 0x7D])
        bytes = text
    }

    /// Answers the stored result or throws the stored error.
    package func get<Response: Decodable>(
        _: Response.Type = Response.self, errors: [any DomainError.Type]
    ) throws -> Response {
        let root = try JSONDocument(parsing: bytes).root
        let decoder = JSONDecoder(unknownMembers: .ignore)
        if let result = root.member("result") { return try decoder.decode(Response.self, from: result) }
        guard let error = root.member("error"), let code = error.member("code")?.int64, let data = error.member("data"),
            let type = errors.first(where: { $0.code == code })
        else { throw UnreadableOutcome() }
        throw try CommandOutcome.decode(type, from: data)
    }

    private static func decode<E: DomainError>(_: E.Type, from data: JSONNode) throws -> any Error {
        try JSONDecoder(unknownMembers: .ignore).decode(E.self, from: data)
    }

    /// A stored outcome of a release that is not ours.
    package struct UnreadableOutcome: Error {}
}
