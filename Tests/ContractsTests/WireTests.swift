// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import Foundation
import IdentityService
import JSON
import JSONRPC
import LedgerService
import ReportingService
import TestKit
import Testing

/// The examples in the reference are the golden wire form of every message: a change to any is a change of a file that
/// somebody has to look at.
@Suite struct WireTests {
    private static let services: [(name: String, methods: [any RPCMethod.Type])] = [
        ("clients", ClientsServer.methods), ("identity", IdentityServer.methods), ("ledger", LedgerServer.methods),
        ("reporting", ReportingServer.methods),
    ]

    private typealias Example = (params: JSON.JSONValue, result: JSON.JSONValue)

    private static func examples(of service: String) throws -> [String: Example] {
        let path = ProjectFiles.path("docs/reference/openrpc-\(service).json")
        let root = try JSONDocument(parsing: Array(Data(contentsOf: URL(filePath: path)))).root
        var examples: [String: Example] = [:]
        for method in try #require(root.member("methods")).elements {
            let name = try #require(method.member("name")?.string)
            let example = try #require(method.member("examples")?.elements.first { _ in true })
            var params = JSONObject()
            for pair in try #require(example.member("params")).elements {
                let value = try #require(pair.member("value"))
                params.members.append((try #require(pair.member("name")?.string), JSON.JSONValue(value)))
            }
            let result = try #require(example.member("result")?.member("value"))
            examples[name] = (.object(params), JSON.JSONValue(result))
        }
        return examples
    }

    /// Decodes the golden text into the type and encodes it again: the same document must come back.
    private func requireSame<T: Codable>(_: T.Type, _ golden: JSON.JSONValue, _ name: String) throws {
        let bytes = try JSON.JSONEncoder().encode(golden)
        let value = try JSON.JSONDecoder(unknownMembers: .refuse).decode(T.self, from: bytes)
        let again = try JSON.JSONEncoder().encode(value)
        let expected = String(decoding: bytes, as: UTF8.self)
        #expect(String(decoding: again, as: UTF8.self) == expected, "\(name)")
    }

    private func requireSame<M: RPCMethod>(method: M.Type, _ example: Example) throws {
        try requireSame(M.self, example.params, "\(M.name) params")
        try requireSame(M.Response.self, example.result, "\(M.name) result")
    }

    @Test(arguments: ["clients", "identity", "ledger", "reporting"])
    func everyMessageIsReadAndWrittenAsTheReferenceShows(_ service: String) throws {
        let examples = try Self.examples(of: service)
        let methods = try #require(Self.services.first { $0.name == service }).methods
        #expect(Set(examples.keys) == Set(methods.map { $0.name }))
        for method in methods {
            try requireSame(method: method, try #require(examples[method.name], "\(method.name) has no example"))
        }
    }

    @Test func everyMethodsFieldsAreKnownToTheProbe() throws {
        for method in Self.services.flatMap(\.methods) {
            #expect(method.name.split(separator: ".").first.map(String.init) == method.apiName)
            #expect(!method.summary.isEmpty && method.summary.hasSuffix("."), "\(method.name)")
        }
    }

    @Test func errorCodesAndReasonsAreUniqueAndInTheirBlocks() throws {
        let blocks = ["clients": 2000..<3000, "identity": 1000..<2000, "ledger": 3000..<4000, "reporting": 4000..<5000]
        var reasons: [Int: String] = [:]
        for service in Self.services {
            for error in service.methods.flatMap({ $0.allErrors }) {
                #expect(reasons[error.code, default: error.reason] == error.reason, "\(error.code) has two reasons")
                reasons[error.code] = error.reason
                let block = error.code < 1000 ? 100..<1000 : blocks[service.name, default: 0..<0]
                #expect(block.contains(error.code), "\(error.reason) \(error.code)")
            }
        }
        #expect(Set(reasons.values).count == reasons.count)
    }
}

extension RPCMethod {
    fileprivate static var apiName: String { API.name }
}
