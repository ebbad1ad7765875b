// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    static let sql: [Rule] = [
        Rule.swift("SQL is written, never put together", where: \.isShipped) { file in
            let isBinding = file.target == "Postgres" || imports(of: file).contains { $0.module == "Postgres" }
            return literals(of: file).compactMap { opening, closing in
                guard isStatement(file.tokens[opening].literal ?? "") else { return nil }
                let before = opening > 0 ? file.tokens[opening - 1].text : ""
                let after = closing + 1 < file.tokens.count ? file.tokens[closing + 1].text : ""
                let isSum = before == "+" || after == "+"
                // Where `SQL` is known, its own `+` joins statements, and the compiler keeps strings out.
                let isPasted = isText(file, opening) && (isSum || closing > opening + 1)
                guard isPasted || isSum && !isBinding else { return nil }
                return file.finding(
                    at: opening, "a statement put together from text",
                    "write it as one literal; interpolation in the query binds its values")
            }
        },
        Rule.swift("a statement is a literal", where: { $0.isShipped && $0.target != "Postgres" }) { file in
            file.occurrences(of: "SQL", "(").compactMap { token in
                guard token + 2 < file.tokens.count, !["\"", "#"].contains(file.tokens[token + 2].text) else {
                    return nil
                }
                return file.finding(at: token, "a statement from a value", "write the statement as a literal")
            }
        },
        Rule.swift("libpq is called in one target", where: { $0.path.hasPrefix("Sources/") }) { file in
            guard file.target != "Postgres" else { return [] }
            return ["PQexec", "PQexecParams", "PQprepare", "PQsendQuery"].flatMap { file.occurrences(of: $0) }.map {
                file.finding(at: $0, "a call of libpq", "use `Postgres`, which binds and maps errors")
            }
        },
    ]

    /// First and last token of each string, in the order of their beginning.
    static func literals(of file: SourceFile) -> [(opening: Int, closing: Int)] {
        var open: [Int] = []
        var found: [(opening: Int, closing: Int)] = []
        for index in file.declarations.places["\""] ?? [] {
            if file.tokens[index].literal != nil {
                open.append(index)
            } else if let opening = open.popLast() {
                found.append((opening, index))
            }
        }
        return found.sorted { $0.opening < $1.opening }
    }

    static func isStatement(_ text: String) -> Bool {
        let verbs: Set = [
            "select", "insert", "update", "delete", "with", "merge", "truncate", "alter", "drop", "create",
        ]
        let words = text.lowercased().split(whereSeparator: \.isWhitespace).prefix(3)
        guard let first = words.first, verbs.contains(String(first)), words.count > 1 else { return false }
        let seconds: [Substring: Set<Substring>] = [
            "insert": ["into"], "delete": ["from"], "merge": ["into"], "truncate": ["table"],
            "alter": ["table", "role", "schema"], "drop": ["table", "role", "schema", "database"],
            "create": ["table", "role", "schema", "database", "index", "unique", "temporary"],
        ]
        if let following = seconds[first] { return following.contains(words[1]) }
        let lowered = text.lowercased()
        return ["select": " from ", "update": " set ", "with": " as "][first].map {
            lowered.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains($0)
        } ?? false
    }

    /// `let query = "select ..."` has the type String, so what is added to it is pasted, not bound.
    private static func isText(_ file: SourceFile, _ opening: Int) -> Bool {
        guard opening >= 3, file.tokens[opening - 1].text == "=" else { return false }
        let isUntyped = ["let", "var"].contains(file.tokens[opening - 3].text)
        return isUntyped || file.tokens[opening - 2].text == "String"
    }
}
