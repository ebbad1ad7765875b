// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON

/// The members around a call's params, checked against JSON-RPC 2.0.
struct Envelope {
    /// The bytes of the `id` as they came; nil for a notification.
    let id: ArraySlice<UInt8>?
    let method: String
    let params: JSONNode?

    static let nullID: ArraySlice<UInt8> = [0x6E, 0x75, 0x6C, 0x6C]

    /// Not a request. `id` is what the answer echoes.
    struct Invalid: Error {
        let id: ArraySlice<UInt8>
        let rule: String
    }

    init(_ node: JSONNode, limits: DispatchLimits) throws(Invalid) {
        guard node.kind == .object else {
            throw Invalid(id: Envelope.nullID, rule: "a request is an object")
        }
        let id = node.member("id")
        let echo = try Envelope.echo(id, limits: limits)
        if let duplicate = node.duplicateMember {
            throw Invalid(
                id: duplicate == "id" ? Envelope.nullID : echo, rule: "a member stands twice in the request")
        }
        guard node.member("jsonrpc")?.string == "2.0" else {
            throw Invalid(id: echo, rule: "jsonrpc must be \"2.0\"")
        }
        guard let method = node.member("method")?.string else {
            throw Invalid(id: echo, rule: "method must be a string")
        }
        params = node.member("params")
        if let params, params.kind != .object, params.kind != .array {
            throw Invalid(id: echo, rule: "params must be an object or an array")
        }
        self.id = id == nil ? nil : echo
        self.method = method
    }

    private static func echo(_ id: JSONNode?, limits: DispatchLimits) throws(Invalid) -> ArraySlice<UInt8> {
        guard let id else { return nullID }
        switch id.kind {
        case .string, .number, .null:
            guard id.rawBytes.count <= limits.identifierBytes else {
                throw Invalid(id: nullID, rule: "id must be at most \(limits.identifierBytes) bytes")
            }
            return id.rawBytes
        case .object, .array, .bool:
            throw Invalid(id: nullID, rule: "id must be a string, a number or null")
        }
    }
}
