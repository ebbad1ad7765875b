// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts

/// The OpenRPC 1.3.2 document of a service, derived from its methods.
package struct OpenRPCDocument: Encodable {
    package static let discoverMethod = "rpc.discover"

    let openrpc = "1.3.2"
    let info: Info
    let methods: [Method]

    struct Info: Encodable {
        let title: String
        let description: String
        let version: String
    }

    package init(api: any ServiceAPI.Type, version: String, methods: [any RPCMethod.Type]) throws {
        info = Info(title: "Kontor \(api.name)", description: api.summary, version: version)
        self.methods = try methods.map { try Method($0) }
    }

    struct Method: Encodable {
        let name: String
        let summary: String
        let paramStructure = "either"
        let params: [Descriptor]
        let result: Descriptor
        let errors: [ErrorDescription]
        let examples: [Example]
        let access: String
        let kind: String

        private enum CodingKeys: String, CodingKey {
            case name, summary, paramStructure, params, result, errors, examples
            case access = "x-access"
            case kind = "x-kind"
        }

        init<M: RPCMethod>(_: M.Type) throws {
            let (paramsSchema, params) = try SchemaProbe.probe(M.self)
            let (resultSchema, result) = try SchemaProbe.probe(M.Response.self)
            guard case .object(let fields) = paramsSchema else {
                throw SchemaProbe.Unprobed(type: String(reflecting: M.self))
            }
            name = M.name
            summary = M.summary
            self.params = fields.map { Descriptor(name: $0.name, required: $0.isRequired, schema: $0.schema) }
            self.result = Descriptor(name: "result", required: nil, schema: resultSchema)
            errors = try M.allErrors.map { try ErrorDescription($0) }.sorted { $0.code < $1.code }
            examples = [Example(params: ExampleParams(fields: fields.map(\.name), value: params), result: result)]
            access = M.access.description
            kind =
                switch M.self {
                case is any Command.Type: "command"
                case is any BulkCommand.Type: "bulk command"
                case is any Query.Type: "query"
                default: "call"
                }
        }
    }

    /// A content descriptor.
    struct Descriptor: Encodable {
        let name: String
        let required: Bool?
        let schema: Schema
    }

    struct ErrorDescription: Encodable {
        let code: Int
        let message: String
        let data: ErrorData

        init<E: DomainError>(_: E.Type) throws {
            let example = try SchemaProbe.probe(E.self).example
            code = E.code
            message = example.message
            data = ErrorData(
                reason: E.reason, isRetryable: false, traceID: nil, outcome: nil, violations: [], fields: example)
        }
    }

    struct Example: Encodable {
        let name = "example"
        let params: ExampleParams
        let result: any Encodable

        private enum Key: String, CodingKey {
            case name, params, result, value
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(name, forKey: .name)
            try container.encode(params, forKey: .params)
            var nested = container.nestedContainer(keyedBy: Key.self, forKey: .result)
            try nested.encode("result", forKey: .name)
            try nested.encode(result, forKey: .value)
        }
    }

    /// The params of an example: one object whose members are the named params.
    struct ExampleParams: Encodable {
        let fields: [String]
        let value: any RPCMethod

        private enum Key: String, CodingKey {
            case name, value
        }

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            let members = try JSONMembers.of(value)
            for field in fields {
                guard let member = members[field] else { continue }
                var pair = list.nestedContainer(keyedBy: Key.self)
                try pair.encode(field, forKey: .name)
                try pair.encode(member, forKey: .value)
            }
        }
    }
}
