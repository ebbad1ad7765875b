// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import JSON
import Postgres

/// How a command ended, as it is kept for its repetitions: a result, or a domain error that the method declares.
package enum StoredOutcome {
    private struct Success<Response: Codable>: Codable {
        let result: Response
    }

    private struct Failure: Encodable {
        struct Body: Encodable {
            let code: Int
            let data: any DomainError

            private enum Key: String, CodingKey { case code, data }

            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(code, forKey: .code)
                try container.encode(data, forKey: .data)
            }
        }

        let error: Body
    }

    package static func encode<Response: Codable>(success response: Response) throws -> [UInt8] {
        try JSONEncoder().encode(Success(result: response))
    }

    package static func encode(failure: any DomainError) throws -> [UInt8] {
        try JSONEncoder().encode(Failure(error: .init(code: type(of: failure).code, data: failure)))
    }

    /// The stored result; throws the stored domain error of `method`.
    package static func decode<M: RPCMethod>(_ bytes: [UInt8], of method: M.Type) throws -> M.Response {
        if let failure = try failure(in: bytes, of: method) { throw failure }
        return try decoder.decode(Success<M.Response>.self, from: bytes).result
    }

    /// The stored domain error, nil when the outcome is a result.
    package static func failure(in bytes: [UInt8], of method: any RPCMethod.Type) throws -> (any DomainError)? {
        try failure(in: bytes, among: method.allErrors)
    }

    /// The stored domain error, which must be one of `types`; nil when the outcome is a result.
    package static func failure(in bytes: [UInt8], among types: [any DomainError.Type]) throws -> (any DomainError)? {
        guard let error = try JSONDocument(parsing: bytes).root.member("error") else { return nil }
        guard let code = error.member("code")?.int64, let data = error.member("data"),
            let type = types.first(where: { $0.code == code })
        else { throw PostgresError.decoding("a stored outcome is none of the errors that were declared") }
        return try decode(type, from: data)
    }

    private static let decoder = JSONDecoder(unknownMembers: .ignore)

    private static func decode<E: DomainError>(_: E.Type, from data: JSONNode) throws -> E {
        try decoder.decode(E.self, from: data)
    }
}
