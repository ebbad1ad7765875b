// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import JSONRPC

/// The reference of a service's methods in Markdown, made from its OpenRPC document.
package enum MethodReference {
    package static func markdown<S: Service>(_: S.Type) throws -> String {
        let document = try OpenRPCDocument(
            api: S.api, version: Release.version, methods: MethodTable(S.methods).methods)
        return try markdown(JSONDocument(parsing: JSONEncoder().encode(document)).root, S.name, S.api.summary)
    }

    private static func markdown(_ document: JSONNode, _ name: ServiceName, _ summary: String) -> String {
        var lines = ["# \(name.rawValue.capitalizedASCII) methods", "", summary]
        for method in document.member("methods")?.elements.map({ $0 }) ?? [] {
            lines += ["", "## \(text(method, "name"))", "", text(method, "summary"), ""]
            lines.append("Access: `\(text(method, "x-access"))`. Kind: \(text(method, "x-kind")).")
            let params = (method.member("params")?.elements.map { $0 } ?? []).flatMap { param in
                rows(
                    text(param, "name"), param.member("schema"), isRequired: param.member("required")?.bool ?? false)
            }
            lines += table("Params", params)
            if let result = method.member("result")?.member("schema") {
                lines += table("Result", members(of: result, under: ""))
            }
            lines += errors(method)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func table(_ title: String, _ rows: [[String]]) -> [String] {
        guard !rows.isEmpty else { return ["", "\(title): none."] }
        return ["", "| \(title) | type | required | |", "| --- | --- | --- | --- |"]
            + rows.map { "| " + $0.map(escaped).joined(separator: " | ") + " |" }
    }

    private static func errors(_ method: JSONNode) -> [String] {
        let errors = method.member("errors")?.elements.map { $0 } ?? []
        guard !errors.isEmpty else { return [] }
        return ["", "| Error | reason | example |", "| --- | --- | --- |"]
            + errors.map { error in
                let code = error.member("code")?.int64.map(String.init) ?? ""
                let reason = error.member("data").map { text($0, "reason") } ?? ""
                return "| \(code) | `\(reason)` | \(escaped(text(error, "message"))) |"
            }
    }

    /// A row for the member itself, and one for each member inside it: `lines[].amount`.
    private static func rows(_ name: String, _ schema: JSONNode?, isRequired: Bool) -> [[String]] {
        guard let schema else { return [] }
        let row = ["`\(name)`", type(of: schema), isRequired ? "yes" : "no", text(schema, "description")]
        if let items = schema.member("items") { return [row] + members(of: items, under: name + "[]") }
        return [row] + members(of: schema, under: name)
    }

    private static func members(of schema: JSONNode, under name: String) -> [[String]] {
        let required = Set(schema.member("required")?.elements.compactMap(\.string) ?? [])
        return (schema.member("properties")?.members.map { $0 } ?? []).flatMap { member in
            rows(
                name.isEmpty ? member.name : "\(name).\(member.name)", member.value,
                isRequired: required.contains(member.name))
        }
    }

    private static func type(of schema: JSONNode) -> String {
        if let words = schema.member("enum")?.elements.compactMap(\.string) {
            return words.map { "`\($0)`" }.joined(separator: ", ")
        }
        switch text(schema, "type") {
        case "string":
            if let format = schema.member("format")?.string { return format }
            return "text, " + range(schema, "minLength", "maxLength") + " characters"
        case "integer": return "integer, " + range(schema, "minimum", "maximum")
        case "array":
            let element = schema.member("items").map(type) ?? "anything"
            return "list of " + range(schema, "minItems", "maxItems") + " of " + element
        case let name: return name
        }
    }

    private static func range(_ schema: JSONNode, _ least: String, _ greatest: String) -> String {
        let least = schema.member(least)?.int64.map(String.init) ?? "0"
        return schema.member(greatest)?.int64.map { "\(least) to \($0)" } ?? "\(least) or more"
    }

    private static func text(_ node: JSONNode, _ member: String) -> String {
        node.member(member)?.string ?? ""
    }

    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}

extension String {
    fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
