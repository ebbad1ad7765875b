// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import JSON

/// The methods of a service by name, made from the one hand-kept list.
package struct MethodTable<Context: Sendable>: Sendable {
    struct Entry: Sendable {
        let method: any RPCMethod.Type
        let access: Access
        let isCommand: Bool
        let isBrief: Bool
        let errorCodes: Set<Int>
        /// Decodes the params and carries out the call; gives the answer to this id.
        let call: @Sendable (JSONNode?, Caller, Context, ArraySlice<UInt8>) async throws -> [UInt8]
    }

    private var entries: [String: Entry] = [:]

    /// Two handlers of one name are a mistake in the list, which the first test of any kind meets.
    package init(_ handlers: [any Handler<Context>.Type]) {
        for handler in handlers { add(handler) }
    }

    /// Every method, by name.
    package var methods: [any RPCMethod.Type] {
        entries.values.map(\.method).sorted { $0.name < $1.name }
    }

    subscript(name: String) -> Entry? { entries[name] }

    private mutating func add<H: Handler>(_: H.Type) where H.Context == Context {
        precondition(entries[H.name] == nil, "Two handlers are listed for \(H.name).")
        let fields = SchemaProbe.fields(of: H.self).map(\.name)
        entries[H.name] = Entry(
            method: H.self, access: H.access, isCommand: H.self is any Command.Type || H.self is any BulkCommand.Type,
            isBrief: H.isBrief, errorCodes: Set(H.allErrors.map { $0.code })
        ) { params, caller, context, id in
            let call = try Params.decode(H.self, from: params, fields: fields)
            let response = try await call.handle(as: caller, in: context)
            return try AnswerText.result({ bytes in try JSONEncoder().encode(response, into: &bytes) }, id: id)
        }
    }
}

/// Params as an object, as an array in the order of the contract's fields, or left out.
enum Params {
    private static let decoder = JSONDecoder(unknownMembers: .refuse)
    private static let empty: [UInt8] = [0x7B, 0x7D]

    static func decode<M: RPCMethod>(_: M.Type, from params: JSONNode?, fields: [String]) throws -> M {
        do throws(JSONDecodingError) {
            guard let params else { return try decoder.decode(M.self, from: empty) }
            if params.kind == .array { return try decoder.decode(M.self, fromPositional: params, fields: fields) }
            return try decoder.decode(M.self, from: params)
        } catch {
            throw RPCFailure(
                .invalidParams, violations: error.violations.map { .init(path: $0.path, rule: $0.rule) })
        }
    }
}
