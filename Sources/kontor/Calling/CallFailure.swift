// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts
import JSONRPC
import Transport

/// What a failed call says at the terminal.
enum CallFailure {
    /// Errors that are for people already stay as they are.
    static func explained(_ error: any Error) -> any Error {
        switch error {
        case let error as ChannelError where error.detail.contains("CERTIFICATE_VERIFY_FAILED"):
            return Failure(
                "The service's certificate is not one that is trusted here.",
                advice: "Name the authority that issued it: --ca FILE")
        case let error as ChannelError:
            let advice = error.kind == .unreachable ? "Is it running? 'kontor status' tells of the suite here." : nil
            return Failure(words(for: error.kind) + ": " + error.detail, advice: advice)
        case let error as RemoteError:
            let trace = error.traceID.map { "Trace id: \($0)" }
            let violations = error.violations.map { "\($0.path) \($0.rule)" }
            return Failure(
                "The service refuses: \(error.message) (\(error.code))",
                advice: (violations + [trace].compactMap { $0 }).joined(separator: "\n"))
        case let error as any DomainError:
            return Failure("\(error.message) (\(type(of: error).reason))")
        case let error as InvalidURL: return Failure("\(error)")
        case let error as InvalidMethodName: return Failure("\(error)")
        case let error as TLSProblem: return Failure("The certificates cannot be used: \(error)")
        default: return error
        }
    }

    private static func words(for kind: ChannelError.Kind) -> String {
        switch kind {
        case .unreachable: "The service cannot be reached"
        case .interrupted: "The connection broke before the answer came"
        case .deadlineExceeded: "The service has not answered in time"
        case .busy: "The service is busy"
        case .notAService: "What answers there is no such service"
        }
    }
}
