// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import JSON

/// Decodes a request of 380 bytes and encodes its answer, beside Foundation doing the same.
///
/// Ours scans once, reads the envelope and then decodes the params, strictly. Foundation decodes the envelope to learn
/// the method, then the whole request again as that method's.
enum JSONBench {
    static let decodingBar = 4.0
    static let encodingBar = 2.5

    static func run() throws -> Bool {
        let request = Array(requestText.utf8)
        let requestData = Data(request)
        let answer = Answer.example
        let decoder = JSON.JSONDecoder(unknownMembers: .refuse)
        let encoder = JSON.JSONEncoder()
        let theirDecoder = Foundation.JSONDecoder()
        let theirEncoder = Foundation.JSONEncoder()

        let params = try decodeRequest(request, decoder)
        guard params == (try theirDecoder.decode(Request.self, from: requestData)).params,
            try decoder.decode(Answer.self, from: try encoder.encode(answer)) == answer
        else { throw Disagreement() }

        let size = "\(request.count)-byte request"
        let decodes = try Comparison(name: "decode a \(size)", bar: decodingBar).run {
            keep(try decodeRequest(request, decoder))
        } theirs: {
            let envelope = try theirDecoder.decode(Envelope.self, from: requestData)
            guard envelope.method == "ledger.postEntry" else { throw Disagreement() }
            keep(try theirDecoder.decode(Request.self, from: requestData))
        }
        let encodes = try Comparison(name: "encode its answer", bar: encodingBar).run {
            keep(try encoder.encode(answer))
        } theirs: {
            keep(try theirEncoder.encode(answer))
        }
        let scan = try Comparison.microseconds({ keep(try JSONDocument(parsing: request)) }, calls: 20_000)
        FileHandle.standardOutput.write(Data("scan alone: \(String(format: "%.2f", scan)) us\n".utf8))
        return decodes && encodes
    }

    private static func decodeRequest(_ bytes: [UInt8], _ decoder: JSON.JSONDecoder) throws -> Params {
        let root = try JSONDocument(parsing: bytes).root
        guard root.duplicateMember == nil, root.member("jsonrpc")?.isString("2.0") == true,
            root.member("id") != nil, root.member("method")?.string == "ledger.postEntry",
            let params = root.member("params")
        else { throw Disagreement() }
        return try decoder.decode(Params.self, from: params)
    }

    @inline(never)
    private static func keep<T>(_ value: T) {}

    private struct Disagreement: Error {}

    private static let requestText = """
        {"jsonrpc":"2.0","id":4711,"method":"ledger.postEntry","params":{"book":"0199f0a2-7c1e-7d3a-8f52-3b1f6c9e0d11",\
        "idempotencyKey":"invoice-536365","postedOn":"2010-12-01","description":"Sale","lines":[{"account":"1200",\
        "money":{"amount":"139.12","currency":"GBP"},"client":"0199f0a2-7c1e-7d3a-8f52-3b1f6c9e0d12"},\
        {"account":"4000","money":{"amount":"-139.12","currency":"GBP"}}]}}
        """
}

private struct Envelope: Decodable {
    let jsonrpc: String
    let id: Int
    let method: String
}

private struct Request: Decodable {
    let params: Params
}

private struct Params: Codable, Equatable {
    let book: Name
    let idempotencyKey: Name
    let postedOn: Name
    let description: String
    let lines: [Line]
}

private struct Line: Codable, Equatable {
    let account: Name
    let money: Money
    let client: Name?
}

private struct Money: Codable, Equatable {
    let amount: Name
    let currency: Name
}

private struct Answer: Codable, Equatable {
    let jsonrpc: String
    let id: Int
    let result: Result

    struct Result: Codable, Equatable {
        let entry: Name
        let number: Int
        let postedOn: Name
        let lines: [Line]
    }

    static let example = Answer(
        jsonrpc: "2.0", id: 4711,
        result: Result(
            entry: Name("0199f0a2-7c1e-7d3a-8f52-3b1f6c9e0d13"), number: 1042, postedOn: Name("2010-12-01"),
            lines: [
                Line(
                    account: Name("1200"), money: Money(amount: Name("139.12"), currency: Name("GBP")),
                    client: Name("0199f0a2-7c1e-7d3a-8f52-3b1f6c9e0d12")),
                Line(
                    account: Name("4000"), money: Money(amount: Name("-139.12"), currency: Name("GBP")), client: nil),
            ]))
}

/// A value that is one string on the wire, as the contracts' are.
private struct Name: Codable, Equatable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
        guard !text.isEmpty else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "must not be empty"))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
