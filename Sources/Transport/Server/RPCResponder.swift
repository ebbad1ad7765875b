// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
import Logging
import NIOHTTP1

/// Turns an HTTP request into a call of the endpoint, and its answer into an HTTP answer.
struct RPCResponder: HTTPResponder {
    static let path = "/rpc"
    /// For a document, which is short and comes from memory or one row.
    private static let documentTimeout = Duration.seconds(10)

    let endpoint: any RPCEndpoint
    let documents: [String: HTTPDocument.Source]
    let secretFolders: [String: HTTPDocument.FolderSource]
    let limits: ServerLimits
    let drain: Drain
    let load: LoadCount
    let logger: Logger

    var bodyLimit: Int { limits.bodyBytes }
    var isDraining: Bool { drain.isDraining }

    func refusal(of request: HTTPRequest) -> Reply? {
        guard load.takeSlot(limit: limits.requests) else { return busy(request) }
        let refusal = request.path == RPCResponder.path ? refusalOfCall(request) : refusalOfDocument(request)
        if refusal != nil { load.giveSlotBack() }
        return refusal
    }

    private func refusalOfCall(_ request: HTTPRequest) -> Reply? {
        guard request.method == .POST else { return .plain(.methodNotAllowed, "Use POST.", [("allow", "POST")]) }
        guard RPCResponder.accepts(contentType: request.fields.contentType) else {
            return .plain(.unsupportedMediaType, "Send application/json.")
        }
        return drain.isDraining ? busy(request) : nil
    }

    private func refusalOfDocument(_ request: HTTPRequest) -> Reply? {
        guard documents[String(request.path)] != nil || secretFolder(of: request) != nil else {
            return .plain(.notFound, "Nothing is here. Use POST /rpc.")
        }
        guard request.method == .GET || request.method == .HEAD else {
            return .plain(.methodNotAllowed, "Use GET.", [("allow", "GET, HEAD")])
        }
        return nil
    }

    func reply(to request: HTTPRequest, from peer: HTTPPeer) async -> Reply {
        // Documents are asked for by other verbs.
        guard request.method == .POST else { return await document(request) }
        let head = RequestHead(request, from: peer)
        return .rpc(await endpoint.answer(request.body, head), tokenWasSent: head.bearerToken != nil)
    }

    func deadline(of request: HTTPRequest) -> ContinuousClock.Instant {
        guard request.method == .POST else { return request.receivedAt + RPCResponder.documentTimeout }
        let timeout = RequestHead.timeout(in: request.fields)
        return endpoint.deadline(of: RequestHead(timeout: timeout, receivedAt: request.receivedAt))
    }

    func tooLarge(_ request: HTTPRequest) -> Reply {
        .tooLarge(limit: limits.bodyBytes, traceparent: request.fields.traceparent.first)
    }

    func requestDidEnd() {
        load.giveSlotBack()
    }

    private func busy(_ request: HTTPRequest) -> Reply {
        load.countRefusal()
        return .busy(retryAfterSeconds: limits.retryAfterSeconds, traceparent: request.fields.traceparent.first)
    }

    /// None, or one of the three names that JSON-RPC callers use; parameters such as `charset` are not looked at.
    static func accepts(contentType: RequestFields.Single) -> Bool {
        guard let value = contentType.first, value != "application/json" else { return true }
        guard let only = contentType.only else { return false }
        let type = only.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        return ["", "application/json", "application/json-rpc", "application/jsonrequest"].contains(type)
    }

    private func document(_ request: HTTPRequest) async -> Reply {
        if let folder = secretFolder(of: request) { return await document(request, in: folder) }
        let path = String(request.path)
        do {
            guard let document = try await documents[path]?() else { return .plain(.notFound, "Nothing is here.") }
            return .document(document)
        } catch {
            logger.error("a document cannot be had", metadata: ["path": "\(path)", "cause": "\(error)"])
            return .plain(
                .serviceUnavailable, "Try again later.", [("retry-after", String(limits.retryAfterSeconds))])
        }
    }

    private func secretFolder(of request: HTTPRequest) -> String? {
        secretFolders.keys.first { request.path.hasPrefix($0) }
    }

    /// Tells nobody which document it was.
    private func document(_ request: HTTPRequest, in folder: String) async -> Reply {
        do {
            let name = String(request.path.dropFirst(folder.count))
            guard let document = try await secretFolders[folder]?(name) else {
                return .plain(.notFound, "Nothing is here.")
            }
            return .document(document)
        } catch {
            logger.error("a document cannot be had", metadata: ["path": "\(folder)", "cause": "\(error)"])
            return .plain(
                .serviceUnavailable, "Try again later.", [("retry-after", String(limits.retryAfterSeconds))])
        }
    }
}
