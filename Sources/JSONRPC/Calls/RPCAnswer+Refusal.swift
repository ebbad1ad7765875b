// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension RPCAnswer {
    /// The body for a request that was refused before its envelope was read: one error, whose `id` is null.
    package static func refusal(_ failure: RPCFailure, traceID: String?) -> [UInt8] {
        AnswerText.error(ErrorObject(failure, traceID: traceID), id: Envelope.nullID)
    }
}
