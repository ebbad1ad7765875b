// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import JSONRPC
import Postgres

/// What a caller is told of a failure that is neither a domain error nor an `RPCFailure`: whether to try again, and
/// whether a command may have happened. What it was stays in the log.
package enum FailureClass {
    /// Nil for a mistake of ours: an internal error.
    package static func of(_ error: any Error) -> RPCFailure? {
        switch error {
        case let error as PostgresError: database(error)
        case let error as ChannelError: otherService(error)
        case let error as RemoteError: otherService(error)
        case is CancellationError: RPCFailure(.busy, detail: "the service is stopping", outcome: .unknown)
        default: nil
        }
    }

    private static func database(_ error: PostgresError) -> RPCFailure? {
        switch error {
        case .deadlineExceeded: RPCFailure(.deadlineExceeded, outcome: Outcome.none)
        case .poolBusy, .poolClosed: RPCFailure(.busy, outcome: Outcome.none)
        case .cannotConnect: RPCFailure(.busy, detail: "the database cannot be reached", outcome: Outcome.none)
        case .connectionLost(let isUnknown):
            RPCFailure(
                .internalError, detail: "the database's connection was lost",
                outcome: isUnknown ? .unknown : Outcome.none, isRetryable: true)
        case .server(let refusal): refused(refusal.sqlState)
        case .decoding, .encoding, .rowCount, .leaseEnded, .migration, .configuration: nil
        }
    }

    /// A transaction that was refused did nothing.
    private static func refused(_ state: SQLState) -> RPCFailure? {
        switch state {
        case .serializationFailure, .deadlockDetected, .lockNotAvailable:
            RPCFailure(.busy, detail: "too many calls change the same records", outcome: Outcome.none)
        case .queryCanceled:
            RPCFailure(.deadlineExceeded, outcome: Outcome.none)
        case .adminShutdown:
            RPCFailure(.internalError, detail: "the database is restarting", outcome: Outcome.none, isRetryable: true)
        case _ where state.code.hasPrefix("53") || state.code.hasPrefix("57"):
            RPCFailure(.busy, detail: "the database is out of resources or stopping", outcome: Outcome.none)
        default:
            nil
        }
    }

    /// Of a call that we made while answering one. Its own repetitions are over when it comes here.
    private static func otherService(_ error: ChannelError) -> RPCFailure? {
        switch error.kind {
        case .unreachable, .busy: RPCFailure(.busy, detail: "another service cannot be reached")
        case .deadlineExceeded: RPCFailure(.deadlineExceeded)
        case .interrupted:
            RPCFailure(.internalError, detail: "another service did not answer", isRetryable: true)
        case .notAService: nil
        }
    }

    private static func otherService(_ error: RemoteError) -> RPCFailure? {
        switch StandardCode(rawValue: error.code) {
        case .busy, .rateLimited: RPCFailure(.busy, detail: "another service is busy")
        case .deadlineExceeded: RPCFailure(.deadlineExceeded)
        default: nil
        }
    }
}
