// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import JSON

/// Turns bytes and a head into bytes: envelope, access, params, handler, answer. Holds no state of a call.
package struct Dispatcher<Context: Sendable>: RPCEndpoint {
    let table: MethodTable<Context>
    let context: Context
    let authenticator: any Authenticator
    let limits: DispatchLimits
    let observer: any CallObserver
    /// Names the failure behind an error that is neither a domain error nor an `RPCFailure`.
    let classify: @Sendable (any Error) -> RPCFailure?
    /// The encoded OpenRPC document, the answer of `rpc.discover`.
    let description: [UInt8]

    package init(
        table: MethodTable<Context>, api: any ServiceAPI.Type, version: String, context: Context,
        authenticator: any Authenticator, limits: DispatchLimits = DispatchLimits(), observer: any CallObserver,
        classify: @escaping @Sendable (any Error) -> RPCFailure?
    ) throws {
        self.table = table
        self.context = context
        self.authenticator = authenticator
        self.limits = limits
        self.observer = observer
        self.classify = classify
        description = try JSONEncoder().encode(
            OpenRPCDocument(api: api, version: version, methods: table.methods))
    }

    package func answer(_ body: [UInt8], _ head: RequestHead) async -> RPCAnswer {
        let trace = TraceContext(continuing: head.traceparent, state: head.tracestate)
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument(parsing: body, limits: JSONLimits(depth: limits.depth))
        } catch {
            return refuse(RPCFailure(.parseError, detail: error.reason), id: Envelope.nullID, trace)
        }
        let request = Request(
            authentication: await authenticator.authenticate(head), deadline: deadline(of: head), trace: trace,
            peerAddress: head.peerAddress)
        guard document.root.kind == .array else {
            let part = await answer(part: document.root, of: request)
            return RPCAnswer(
                body: part?.bytes ?? [], status: status(ofCodes: part.map { [$0.code] } ?? []))
        }
        return await answer(batch: document.root, of: request)
    }

    private func answer(batch: JSONNode, of request: Request) async -> RPCAnswer {
        guard batch.count > 0 else {
            return refuse(RPCFailure(.invalidRequest, detail: "the batch is empty"), id: Envelope.nullID, request.trace)
        }
        guard batch.count <= limits.batchParts else {
            let detail = "at most \(limits.batchParts)"
            return refuse(RPCFailure(.batchTooLong, detail: detail), id: Envelope.nullID, request.trace)
        }
        var body: [UInt8] = [0x5B]
        var codes: [Int] = []
        var rest = Array(batch.elements)[...]
        while !rest.isEmpty {
            let together = max(1, rest.prefix(while: isBrief).count)
            let parts = await answer(
                parts: Array(rest.prefix(together)), of: request, room: (limits.answerBytes - body.count) / together)
            for part in parts {
                if !codes.isEmpty { body.append(0x2C) }
                body.append(contentsOf: part.bytes)
                codes.append(part.code)
            }
            rest = rest.dropFirst(together)
        }
        guard !codes.isEmpty else { return RPCAnswer(body: []) }
        body.append(0x5D)
        return RPCAnswer(body: body, status: status(ofCodes: codes))
    }

    /// Neighbours in a batch that are brief are answered side by side, begun in their order, so that what waits, such
    /// as postings for their commit, waits together. All others see what the part before them has done.
    private func isBrief(_ part: JSONNode) -> Bool {
        part.kind == .object && part.member("method")?.string.flatMap { table[$0] }?.isBrief == true
    }

    /// In their order; `room` is that of each.
    private func answer(parts: [JSONNode], of request: Request, room: Int) async -> [PartAnswer] {
        if parts.count == 1 { return [await answer(part: parts[0], of: request, room: room)].compactMap(\.self) }
        return await withTaskGroup(of: (Int, PartAnswer?).self) { group in
            for (index, part) in parts.enumerated() {
                group.addTask { (index, await answer(part: part, of: request, room: room)) }
            }
            var answers = [PartAnswer?](repeating: nil, count: parts.count)
            for await (index, answer) in group { answers[index] = answer }
            return answers.compactMap(\.self)
        }
    }

    private func refuse(_ failure: RPCFailure, id: ArraySlice<UInt8>, _ trace: TraceContext) -> RPCAnswer {
        observer.callDidStart()
        observer.callDidEnd(
            CallRecord(
                method: unknownMethod, code: failure.code.rawValue, duration: .zero, caller: nil, trace: trace,
                cause: nil))
        return RPCAnswer(body: AnswerText.error(ErrorObject(failure, traceID: trace.traceID), id: id))
    }

    /// A request whose every answer is -32001 is refused as HTTP does.
    private func status(ofCodes codes: [Int]) -> RPCAnswer.Status {
        guard !codes.isEmpty else { return .answered }
        if codes.allSatisfy({ $0 == StandardCode.unauthenticated.rawValue }) { return .unauthenticated }
        if codes.allSatisfy({ $0 == StandardCode.busy.rawValue }) { return .busy(retryAfterSeconds: 1) }
        if codes.allSatisfy({ $0 == StandardCode.rateLimited.rawValue }) { return .rateLimited(retryAfterSeconds: 1) }
        return .answered
    }

    package func deadline(of head: RequestHead) -> ContinuousClock.Instant {
        head.receivedAt + min(max(head.timeout ?? limits.defaultTimeout, .zero), limits.greatestTimeout)
    }
}

/// How logs and metrics name a method that does not exist, so that no caller can grow a label.
let unknownMethod = "_OTHER"

/// What the parts of one request share.
struct Request: Sendable {
    let authentication: Authentication
    let deadline: ContinuousClock.Instant
    let trace: TraceContext
    let peerAddress: String
}
