// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON

/// The answer to one request, alone or in a batch.
struct PartAnswer: Sendable {
    let bytes: [UInt8]
    /// 0 for a result.
    let code: Int
}

extension Dispatcher {
    /// Nil for a notification, which is never executed: nobody would learn its outcome.
    ///
    /// `room` is what the batch's answer still holds, in bytes; without any left the call is not made.
    func answer(part node: JSONNode, of request: Request, room: Int? = nil) async -> PartAnswer? {
        let started = ContinuousClock.now
        observer.callDidStart()
        let ended: PartEnd
        let envelope: Envelope
        do throws(Envelope.Invalid) {
            envelope = try Envelope(node, limits: limits)
        } catch {
            ended = PartEnd(RPCFailure(.invalidRequest, detail: error.rule), id: error.id, request)
            record(ended, method: unknownMethod, started, request)
            return ended.answer
        }
        guard let id = envelope.id else {
            record(
                PartEnd.silence, method: table[envelope.method] == nil ? unknownMethod : envelope.method, started,
                request)
            return nil
        }
        var method = envelope.method
        if method == OpenRPCDocument.discoverMethod {
            ended =
                PartEnd(AnswerText.result(description, id: id), within: room)
                ?? PartEnd(tooLarge(room, isCommand: false), id: id, request)
        } else if let entry = table[method] {
            ended = await end(entry, envelope, id, request, room)
        } else {
            ended = PartEnd(
                RPCFailure(.methodNotFound, detail: AnswerText.shown(method)), id: id, request)
            method = unknownMethod
        }
        record(ended, method: method, started, request)
        return ended.answer
    }

    private func end(
        _ entry: MethodTable<Context>.Entry, _ envelope: Envelope, _ id: ArraySlice<UInt8>, _ request: Request,
        _ room: Int?
    ) async -> PartEnd {
        if let room, room <= 0 {
            return PartEnd(
                RPCFailure(.batchAnswerTooLarge, outcome: entry.isCommand ? Outcome.none : nil), id: id, request)
        }
        do {
            let caller = try admit(request.authentication, to: entry.access)
            let bytes = try await call(entry, envelope.params, as: caller, request, id)
            if let answer = PartEnd(bytes, within: min(room ?? Int.max, limits.answerBytes)) { return answer }
            return PartEnd(tooLarge(room, isCommand: entry.isCommand), id: id, request)
        } catch {
            return failed(entry, error, id, request)
        }
    }

    /// Decided before the params are opened, so that they tell nothing to somebody who may not call.
    private func admit(_ authentication: Authentication, to access: Access) throws(RPCFailure) -> Caller {
        switch authentication {
        case .caller(let caller):
            guard caller.satisfies(access) else { throw RPCFailure(.permissionDenied) }
            return caller
        case .none, .refused, .unavailable:
            if access == .anyone { return .anonymous }
            if authentication == .unavailable {
                throw RPCFailure(.busy, detail: "the keys to verify tokens cannot be had")
            }
            throw RPCFailure(.unauthenticated)
        }
    }

    private func call(
        _ entry: MethodTable<Context>.Entry, _ params: JSONNode?, as caller: Caller, _ request: Request,
        _ id: ArraySlice<UInt8>
    ) async throws -> [UInt8] {
        guard ContinuousClock.now < request.deadline else {
            throw RPCFailure(.deadlineExceeded, outcome: entry.isCommand ? Outcome.none : nil)
        }
        return try await CallContext.with(
            deadline: request.deadline, trace: request.trace, peerAddress: request.peerAddress
        ) {
            guard !entry.isBrief else { return try await entry.call(params, caller, context, id) }
            return try await withTaskExecutorPreference(globalConcurrentExecutor) {
                try await entry.call(params, caller, context, id)
            }
        }
    }

    private func failed(
        _ entry: MethodTable<Context>.Entry, _ error: any Error, _ id: ArraySlice<UInt8>, _ request: Request
    ) -> PartEnd {
        switch error {
        case let error as any DomainError where entry.errorCodes.contains(type(of: error).code):
            return PartEnd(error, id: id, request)
        case let error as InvalidParams:
            return PartEnd(RPCFailure(.invalidParams, violations: error.violations), id: id, request)
        case let failure as RPCFailure:
            return PartEnd(failure, id: id, request)
        case is CancellationError where ContinuousClock.now >= request.deadline:
            return PartEnd(
                RPCFailure(.deadlineExceeded, outcome: entry.isCommand ? .unknown : nil), id: id, request)
        default:
            var failure = classify(error) ?? RPCFailure(.internalError)
            if entry.isCommand { failure.outcome = failure.outcome ?? .unknown } else { failure.outcome = nil }
            return PartEnd(failure, id: id, request, cause: String(reflecting: error))
        }
    }

    private func tooLarge(_ room: Int?, isCommand: Bool) -> RPCFailure {
        RPCFailure(
            room == nil ? .answerTooLarge : .batchAnswerTooLarge, outcome: isCommand ? .unknown : nil)
    }

    private func record(
        _ end: PartEnd, method: String, _ started: ContinuousClock.Instant, _ request: Request
    ) {
        var caller: Caller?
        if case .caller(let known) = request.authentication { caller = known }
        observer.callDidEnd(
            CallRecord(
                method: method, code: end.answer?.code ?? 0, duration: started.duration(to: .now), caller: caller,
                trace: request.trace, cause: end.cause))
    }
}

/// How a part ended: its answer, and for an internal error the cause that only the log sees.
struct PartEnd {
    let answer: PartAnswer?
    let cause: String?

    static let silence = PartEnd(answer: nil, cause: nil)

    private init(answer: PartAnswer?, cause: String?) {
        self.answer = answer
        self.cause = cause
    }

    /// Nil when the answer is longer than `limit` bytes.
    init?(_ result: [UInt8], within limit: Int?) {
        guard result.count <= limit ?? Int.max else { return nil }
        self.init(answer: PartAnswer(bytes: result, code: 0), cause: nil)
    }

    init(_ failure: RPCFailure, id: ArraySlice<UInt8>, _ request: Request, cause: String? = nil) {
        let bytes = AnswerText.error(ErrorObject(failure, traceID: request.trace.traceID), id: id)
        self.init(answer: PartAnswer(bytes: bytes, code: failure.code.rawValue), cause: cause)
    }

    init(_ error: any DomainError, id: ArraySlice<UInt8>, _ request: Request) {
        let bytes = AnswerText.error(ErrorObject(error, traceID: request.trace.traceID), id: id)
        self.init(answer: PartAnswer(bytes: bytes, code: type(of: error).code), cause: nil)
    }
}
