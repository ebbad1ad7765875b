// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The types, functions and stored fields of a Swift file, found by their keywords and braces.
struct Declarations: Sendable {
    struct TypeDeclaration: Sendable {
        /// `struct`, `class`, `enum`, `actor`, `protocol` or `extension`.
        let kind: String
        let name: String
        let inherits: [String]
        /// Index of the keyword's token.
        let token: Int
        /// Stored instance fields directly in the type.
        var fields: [Field] = []
        /// Names of the types around it, outermost first.
        let path: [String]
    }

    struct Field: Sendable {
        let name: String
        /// Without spaces: `[String]`, `Int?`.
        let type: String
        let token: Int
    }

    /// A body of code: a function, an initialiser, a subscript or a computed property.
    struct Body: Sendable {
        let name: String
        let firstToken: Int
        let lastToken: Int
    }

    private(set) var types: [TypeDeclaration] = []
    private(set) var bodies: [Body] = []
    /// Indices of the tokens with a text.
    private(set) var places: [String: [Int]] = [:]

    private enum Scope {
        case type(Int)
        case body(name: String, firstToken: Int)
        case other
    }

    private enum Pending {
        case type(TypeDeclaration)
        /// Opened by the next `{` outside the parentheses that open after it.
        case body(name: String, firstToken: Int, depth: Int)
    }

    init(tokens: [Token]) {
        var scopes: [Scope] = []
        var pending: Pending?
        var depth = 0
        for index in tokens.indices {
            let text = tokens[index].text
            places[text, default: []].append(index)
            switch text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{":
                scopes.append(open(&pending, depth: depth))
            case "}":
                close(scopes.popLast(), at: index, &pending)
            case "struct", "class", "enum", "actor", "protocol", "extension":
                if let type = Self.type(at: index, in: tokens, path: path(of: scopes)) { pending = .type(type) }
            case "func", "init", "deinit", "subscript":
                guard index == 0 || tokens[index - 1].text != "." else { continue }
                let name = text == "func" && index + 1 < tokens.count ? tokens[index + 1].text : text
                pending = .body(name: name, firstToken: index, depth: depth)
            case "let", "var":
                // `struct Text<let maximum: Int>` declares a parameter, not a field.
                if case .type? = pending { continue }
                guard case .type(let type)? = scopes.last else { continue }
                let (field, isComputed) = Self.field(at: index, in: tokens)
                if let field { types[type].fields.append(field) }
                pending =
                    isComputed ? .body(name: tokens[index + 1].text, firstToken: index, depth: depth) : nil
            default: break
            }
        }
    }

    private mutating func open(_ pending: inout Pending?, depth: Int) -> Scope {
        switch pending {
        case .type(let type):
            types.append(type)
            pending = nil
            return .type(types.count - 1)
        case .body(let name, let firstToken, let depthOfBody) where depthOfBody == depth:
            pending = nil
            return .body(name: name, firstToken: firstToken)
        default:
            return .other
        }
    }

    /// A closure that ends among a function's default arguments leaves the function pending.
    private mutating func close(_ scope: Scope?, at index: Int, _ pending: inout Pending?) {
        switch scope {
        case .body(let name, let firstToken):
            bodies.append(Body(name: name, firstToken: firstToken, lastToken: index))
            pending = nil
        case .type, nil: pending = nil
        case .other: break
        }
    }

    private func path(of scopes: [Scope]) -> [String] {
        scopes.compactMap { scope in
            if case .type(let index) = scope { types[index].name } else { nil }
        }
    }

    private static func type(at index: Int, in tokens: [Token], path: [String]) -> TypeDeclaration? {
        guard index + 1 < tokens.count, index == 0 || !["import", "."].contains(tokens[index - 1].text) else {
            return nil
        }
        let first = tokens[index + 1].text
        // `class func`, `any actor:` and the like declare no type here.
        guard let initial = first.first, initial.isLetter || initial == "_" || initial == "`",
            !["func", "var", "let", "init", "subscript"].contains(first)
        else { return nil }
        var name = first
        var next = index + 2
        while next + 1 < tokens.count, tokens[next].text == "." {
            name += "." + tokens[next + 1].text
            next += 2
        }
        var inherits: [String] = []
        var isInheriting = false
        var depth = 0
        while next < tokens.count, tokens[next].text != "{", tokens[next].text != "where" {
            switch tokens[next].text {
            case "<", "(": depth += 1
            case ">", ")": depth -= 1
            case ":" where depth == 0: isInheriting = true
            case let text where isInheriting && depth == 0 && text != "," && text != "@": inherits.append(text)
            default: break
            }
            next += 1
        }
        return TypeDeclaration(
            kind: tokens[index].text, name: name, inherits: inherits, token: index, path: path)
    }

    /// The stored instance field that the `let` or `var` at `index` declares, if it says its type, and whether a body
    /// follows that computes it.
    private static func field(at index: Int, in tokens: [Token]) -> (field: Field?, isComputed: Bool) {
        var modifier = index
        var isStatic = false
        while modifier > 0, !tokens[modifier].startsLine {
            modifier -= 1
            if ["static", "class"].contains(tokens[modifier].text) { isStatic = true }
        }
        guard index + 3 < tokens.count, tokens[index + 2].text == ":" else { return (nil, false) }
        var type = ""
        var next = index + 3
        var depth = 0
        while next < tokens.count {
            let token = tokens[next]
            if depth == 0, token.startsLine || ["=", "{", "}", ","].contains(token.text) { break }
            if ["(", "[", "<"].contains(token.text) { depth += 1 }
            // The `>` of `->` closes nothing.
            if [")", "]"].contains(token.text) || token.text == ">" && tokens[next - 1].text != "-" { depth -= 1 }
            type += token.text
            next += 1
        }
        let opensBody = next < tokens.count && tokens[next].text == "{" && !tokens[next].startsLine
        let isObserved = opensBody && next + 1 < tokens.count && ["didSet", "willSet"].contains(tokens[next + 1].text)
        let isComputed = opensBody && !isObserved
        let field = isStatic || isComputed ? nil : Field(name: tokens[index + 1].text, type: type, token: index)
        return (field, isComputed)
    }
}
