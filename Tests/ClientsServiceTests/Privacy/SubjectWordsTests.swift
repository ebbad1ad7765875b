// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import ClientsService

@Suite struct SubjectWordsTests {
    @Test func aNameIsTakenOutWhereItStandsForItself() {
        let words = SubjectWords(["Ann", "Ann Marie Smith", "สมชาย ใจดี", "山田"])
        let expected: [(text: String, redacted: String)] = [
            ("Annual plan of Ann", "Annual plan of ***"), ("ANN, ann. and Anna", "***, ***. and Anna"),
            ("Met ann marie SMITH.", "Met [erased]."), ("คุณสมชาย ใจดีมา", "คุณ[erased]มา"), ("山田様と", "**様と"),
            ("Nobody", "Nobody"), ("", ""), ("İ Ann", "İ ***"),
        ]
        for (text, redacted) in expected { #expect(words.redacted(text) == redacted, "\(text)") }
    }

    @Test func patternsAreLiteral() throws {
        #expect(try SubjectWords([#"O"Neil_50%\"#]).patterns == [#"%o\\"neil\_50\%\\\\%"#])
        #expect(SubjectWords(["X", "Ada", "ada"]).words == ["Ada"])
    }
}
