// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON

struct Money: Codable, Equatable {
    var amount: String
    var currency: String
}

struct Line: Codable, Equatable {
    var account: String
    var money: Money
    var client: String?
}

struct Post: Codable, Equatable {
    var book: String
    var lines: [Line]
    var number: Int
}

struct Nothing: Codable, Equatable {}

/// Refuses itself with an error of its own.
struct Code: Codable, Equatable {
    let text: String

    struct Invalid: Error, CustomStringConvertible {
        let description: String
    }

    init(_ text: String) {
        self.text = text
    }

    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
        if text.utf8.count != 4 { throw Invalid(description: "must have 4 digits") }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension JSON.JSONDecoder {
    static let strict = JSON.JSONDecoder(unknownMembers: .refuse)
    static let lenient = JSON.JSONDecoder(unknownMembers: .ignore)

    func decode<T: Decodable>(_ type: T.Type, _ text: String) throws(JSONDecodingError) -> T {
        try decode(type, from: Array(text.utf8))
    }
}

extension JSON.JSONEncoder {
    static func text<T: Encodable>(_ value: T) throws -> String {
        String(decoding: try JSON.JSONEncoder().encode(value), as: UTF8.self)
    }
}
