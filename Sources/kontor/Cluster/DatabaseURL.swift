// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

/// A libpq connection address (`postgresql://...`), taken apart as far as another role or database can be put in.
struct DatabaseURL: Sendable, Equatable {
    /// As written between `@` and `/`; may name several hosts, or none for a unix socket.
    var hosts: String
    var user: String?
    var password: String?
    var database: String?
    /// As written after `?`, without a password.
    var query: String

    /// Of a cluster's unix socket.
    init(socketDirectory: String, port: Int) {
        hosts = ""
        query = "host=\(Self.escaped(socketDirectory))&port=\(port)"
    }

    /// - Throws: ``Failure`` that does not repeat the text, which may hold a password.
    init(_ text: String) throws {
        guard let scheme = ["postgresql://", "postgres://"].first(where: { text.hasPrefix($0) }) else {
            throw Failure("A database address begins with postgresql://.")
        }
        let rest = text.dropFirst(scheme.count)
        let question = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let slash = question[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let at = slash[0].lastIndex(of: "@")
        hosts = String(at.map { slash[0][slash[0].index(after: $0)...] } ?? slash[0])
        if let at {
            let parts = slash[0][..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = try Self.unescaped(parts[0])
            password = parts.count > 1 ? try Self.unescaped(parts[1]) : nil
        }
        database = slash.count > 1 && !slash[1].isEmpty ? try Self.unescaped(slash[1]) : nil
        var kept: [Substring] = []
        for part in (question.count > 1 ? question[1] : "").split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = pair.count > 1 ? pair[1] : ""
            switch pair[0] {
            case "password": password = try Self.unescaped(value)
            case "user": user = try Self.unescaped(value)
            case "dbname": database = try Self.unescaped(value)
            default: kept.append(part)
            }
        }
        query = kept.joined(separator: "&")
    }

    /// The same server, for another role, without a password.
    func text(user: String?, database: String?) -> String {
        var text = "postgresql://"
        if let user { text += Self.escaped(user) + "@" }
        text += hosts + "/" + (database.map(Self.escaped) ?? "")
        return query.isEmpty ? text : text + "?" + query
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }

    private static func unescaped(_ text: Substring) throws -> String {
        guard let plain = text.removingPercentEncoding else {
            throw Failure("A database address has a percent sign that begins no escape.")
        }
        return plain
    }
}
