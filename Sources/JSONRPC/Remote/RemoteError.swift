// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public import Contracts
import JSON

/// An error that a service answered and that is not one of the method's domain errors.
public struct RemoteError: Error, Sendable, Equatable {
    public let code: Int
    public let message: String
    /// `data.reason`: the stable name.
    public let reason: String?
    public let isRetryable: Bool
    /// `none` or `unknown`, when the service said.
    public let outcome: String?
    public let violations: [InvalidParams.Violation]
    public let traceID: String?
}

/// An answer as it is read.
struct AnswerEnvelope {
    let result: JSONNode?
    let error: JSONNode?

    init(_ bytes: [UInt8]) throws {
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument(parsing: bytes, limits: JSONLimits())
        } catch {
            throw ChannelError(.notAService, detail: "the answer is not JSON: \(error.reason)")
        }
        result = document.root.member("result")
        error = document.root.member("error")
        guard document.root.kind == .object, (result == nil) != (error == nil) else {
            throw ChannelError(.notAService, detail: "the answer is not a JSON-RPC answer")
        }
    }
}

extension RemoteError {
    private struct Object: Decodable {
        struct Data: Decodable {
            let reason: String?
            let retryable: Bool?
            let traceId: String?
            let outcome: String?
            let violations: [InvalidParams.Violation]?
        }

        let code: Int
        let message: String
        let data: Data?
    }

    init(_ node: JSONNode) throws {
        let object = try JSONDecoder(unknownMembers: .ignore).decode(Object.self, from: node)
        self.init(
            code: object.code, message: object.message, reason: object.data?.reason,
            isRetryable: object.data?.retryable ?? false, outcome: object.data?.outcome,
            violations: object.data?.violations ?? [], traceID: object.data?.traceId)
    }
}

extension DomainError {
    /// The error with its typed fields, from the `data` of an answer.
    static func decoded(from error: JSONNode) throws -> Self {
        guard let data = error.member("data") else {
            return try JSONDecoder(unknownMembers: .ignore).decode(Self.self, from: Array("{}".utf8))
        }
        return try JSONDecoder(unknownMembers: .ignore).decode(Self.self, from: data)
    }
}
