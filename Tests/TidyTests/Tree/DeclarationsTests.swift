// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@Suite struct DeclarationsTests {
    private func declarations(_ source: String) -> Declarations {
        Declarations(tokens: Lexer.tokens(of: Array(source.utf8)))
    }

    @Test func typesTellTheirKindNameAndProtocols() {
        let found = declarations(
            """
            public struct PostEntry: Command, Equatable {
                struct Response: Codable, Sendable {}
                enum Kind<let size: Int, Element: Hashable>: String {}
            }
            extension Ledger.Entry: @unchecked Sendable where Element: Codable {}
            """)
        let expected = [
            "struct PostEntry: Command Equatable", "struct Response: Codable Sendable", "enum Kind: String",
            "extension Ledger.Entry: unchecked Sendable",
        ]
        #expect(found.types.map { "\($0.kind) \($0.name): \($0.inherits.joined(separator: " "))" } == expected)
    }

    @Test func fieldsAreStoredInTheInstance() {
        let found = declarations(
            """
            struct A {
                static let a: Int = 1
                let b: [String]?
                var c: Int { 1 }
                var d: Set<Int> = [] { didSet { f() } }
                private(set) var e: (Int) -> Void
                func f() { let g: Int = 1 }
            }
            """)
        let fields = found.types.first?.fields.map { "\($0.name): \($0.type)" }
        #expect(fields == ["b: [String]?", "d: Set<Int>", "e: (Int)->Void"])
    }

    @Test func bodiesEndWithTheirBraces() {
        let found = declarations(
            """
            protocol P { func a(); var b: Int { get } }
            struct A: P {
                func a() { if x { y() } }
                init(c: () -> Int = { 1 }) { self.init() }
                subscript(d: Int) -> Int { d }
                static func == (a: A, b: A) -> Bool { true }
                let e = { 1 }()
            }
            """)
        #expect(found.bodies.map(\.name) == ["b", "a", "init", "subscript", "="])
    }
}
