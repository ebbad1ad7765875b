// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import LedgerService

@Suite struct JournalEscapesTests {
    @Test(arguments: [
        "plain", "a;b", "*star", "!bang", "(paren) and more)", "=7", "100%", "50%25", "%2C", "a, b,, c", "%", "%2",
        "Büro; %3B %zz", "",
    ])
    func textComesBackFromEachPlace(_ text: String) {
        for place in [JournalEscapes.Place.description, .code, .tag] {
            #expect(JournalEscapes.unescape(JournalEscapes.escape(text, for: place)) == text)
        }
    }

    @Test func onlyWhatTheSyntaxReservesIsEscaped() {
        #expect(JournalEscapes.escape("100% (of it), now", for: .description) == "100% (of it), now")
        #expect(JournalEscapes.escape("* a; b", for: .description) == "%2A a%3B b")
        #expect(JournalEscapes.escape("R(1)", for: .code) == "R(1%29")
        #expect(JournalEscapes.escape("a,b;c", for: .tag) == "a%2Cb;c")
    }
}
