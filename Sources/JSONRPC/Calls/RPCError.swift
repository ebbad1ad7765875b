// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// The codes of JSON-RPC 2.0 and those that every service of the suite adds.
package enum StandardCode: Int, Sendable, CaseIterable {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParams = -32602
    case internalError = -32603
    case unauthenticated = -32001
    case deadlineExceeded = -32002
    case permissionDenied = -32003
    case rateLimited = -32005
    case requestTooLarge = -32007
    case answerTooLarge = -32008
    case busy = -32009
    case batchTooLong = -32010
    case batchAnswerTooLarge = -32011

    package var reason: String {
        switch self {
        case .parseError: "rpc.parse_error"
        case .invalidRequest: "rpc.invalid_request"
        case .methodNotFound: "rpc.method_not_found"
        case .invalidParams: "rpc.invalid_params"
        case .internalError: "rpc.internal_error"
        case .unauthenticated: "rpc.unauthenticated"
        case .deadlineExceeded: "rpc.deadline_exceeded"
        case .permissionDenied: "rpc.permission_denied"
        case .rateLimited: "rpc.rate_limited"
        case .requestTooLarge: "rpc.request_too_large"
        case .answerTooLarge: "rpc.answer_too_large"
        case .busy: "rpc.busy"
        case .batchTooLong: "rpc.batch_too_long"
        case .batchAnswerTooLarge: "rpc.batch_answer_too_large"
        }
    }

    package var message: String {
        switch self {
        case .parseError: "Parse error"
        case .invalidRequest: "Invalid Request"
        case .methodNotFound: "Method not found"
        case .invalidParams: "Invalid params"
        case .internalError: "Internal error"
        case .unauthenticated: "Authentication is required"
        case .deadlineExceeded: "The deadline has passed"
        case .permissionDenied: "Permission denied"
        case .rateLimited: "Too many calls"
        case .requestTooLarge: "The request is too large"
        case .answerTooLarge: "The answer is too large"
        case .busy: "The service is busy"
        case .batchTooLong: "The batch has too many parts"
        case .batchAnswerTooLarge: "The batch's answer is too large"
        }
    }

    /// Whether the same call may well succeed later.
    package var isRetryable: Bool {
        switch self {
        case .deadlineExceeded, .rateLimited, .busy: true
        default: false
        }
    }
}

/// Whether a command that failed has happened.
package enum Outcome: String, Codable, Sendable {
    /// It has not.
    case none
    /// It may have. Repeat it with the same key to learn.
    case unknown
}

/// A failure of the service, not of the caller's business: everything that is not a domain error.
package struct RPCFailure: Error, Equatable {
    package let code: StandardCode
    /// More than the code's own message, safe to show to any caller.
    package var detail: String?
    package var outcome: Outcome?
    package var isRetryable: Bool
    package var violations: [InvalidParams.Violation]

    package init(
        _ code: StandardCode, detail: String? = nil, outcome: Outcome? = nil, isRetryable: Bool? = nil,
        violations: [InvalidParams.Violation] = []
    ) {
        self.code = code
        self.detail = detail
        self.outcome = outcome
        self.isRetryable = isRetryable ?? code.isRetryable
        self.violations = violations
    }
}

/// The `error` member of an answer, as it is written.
struct ErrorObject: Encodable {
    let code: Int
    let message: String
    let data: ErrorData

    init(_ failure: RPCFailure, traceID: String?) {
        code = failure.code.rawValue
        message = failure.detail.map { "\(failure.code.message): \($0)" } ?? failure.code.message
        data = ErrorData(
            reason: failure.code.reason, isRetryable: failure.isRetryable, traceID: traceID, outcome: failure.outcome,
            violations: failure.violations, fields: nil)
    }

    init(_ error: any DomainError, traceID: String?) {
        code = type(of: error).code
        message = error.message
        data = ErrorData(
            reason: type(of: error).reason, isRetryable: false, traceID: traceID, outcome: nil,
            violations: [], fields: error)
    }
}

/// The stable part of an error: fixed members first, then a domain error's own fields beside them.
struct ErrorData: Encodable {
    let reason: String
    let isRetryable: Bool
    let traceID: String?
    let outcome: Outcome?
    let violations: [InvalidParams.Violation]
    let fields: (any DomainError)?

    private enum Key: String, CodingKey {
        case reason, retryable, traceId, outcome, violations
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(reason, forKey: .reason)
        try container.encode(isRetryable, forKey: .retryable)
        try container.encodeIfPresent(traceID, forKey: .traceId)
        try container.encodeIfPresent(outcome, forKey: .outcome)
        if !violations.isEmpty { try container.encode(violations, forKey: .violations) }
        try fields?.encode(to: encoder)
    }
}
