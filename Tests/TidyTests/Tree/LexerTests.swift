// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@Suite struct LexerTests {
    private func words(_ source: String) -> [String] { Lexer.tokens(of: Array(source.utf8)).map(\.text) }

    @Test(
        arguments: [
            ("a // b\nc", ["a", "c"]),
            ("a /* b /* c */ d */ e", ["a", "e"]),
            (#"f("b \(c("d")) e")"#, ["f", "(", "\"", "(", "c", "(", "\"", "\"", ")", ")", "\"", ")"]),
            (##"f(#"b \(c) " d"#)"##, ["f", "(", "\"", "\"", ")"]),
            (##"f(#"b \#(c) d"#)"##, ["f", "(", "\"", "(", "c", ")", "\"", ")"]),
            (#"f("b \" c") d"#, ["f", "(", "\"", "\"", ")", "d"]),
            ("f(\"\"\"\n  b \" c // d\n  \"\"\") e", ["f", "(", "\"", "\"", ")", "e"]),
            ("#if a\n\"b\"\n#endif", ["#", "if", "a", "\"", "\"", "#", "endif"]),
            ("let größe = 1_000", ["let", "größe", "=", "1_000"]),
            (#"f("unclosed"# + "\nb", ["f", "(", "\"", "b"]),
        ])
    func codeIsToldFromCommentsAndText(_ source: String, _ expected: [String]) {
        #expect(words(source) == expected)
    }

    @Test func literalIsItsTextWithoutInterpolations() {
        let tokens = Lexer.tokens(of: Array(#"f("a \(b) c", "d")"#.utf8))
        #expect(tokens.compactMap(\.literal) == ["a  c", "d"])
    }

    @Test func lineIsThatOfTheToken() {
        let file = SourceFile(path: "Sources/JSON/A.swift", bytes: Array("a\n\n/* b\n */ c\nd".utf8))
        #expect(file.tokens.map { file.line(of: $0) } == [1, 4, 5])
        #expect(file.tokens.map(\.startsLine) == [true, true, true])
    }
}
