// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import Testing

@Suite struct TextTests {
    @Test func lengthCountsScalarsAndControlCharactersAreRefused() throws {
        #expect(try Text<1, 3>(validating: "äöü").text == "äöü")
        for text in ["", "abcd", "äöüä", "a\nb", "a\u{0}", "\u{7F}"] {
            #expect(throws: ContractViolation.self) { try Text<1, 3>(validating: text) }
        }
        #expect(try LongText<5>(validating: "a\nb\tc").text == "a\nb\tc")
        #expect(throws: ContractViolation.self) { try LongText<5>(validating: "a\rb") }
    }

    @Test func separatedValuesHaveLineEndsOfEitherKind() throws {
        #expect(try CSVText<9>(validating: "a,b\r\n1\t\n").text == "a,b\r\n1\t\n")
        for text in ["a\u{0}", "0123456789"] {
            #expect(throws: ContractViolation.self) { try CSVText<9>(validating: text) }
        }
    }

    @Test func idempotencyKeysArePrintableASCII() throws {
        #expect(try IdempotencyKey(validating: String(repeating: "~", count: 128)).text.count == 128)
        for text in ["", String(repeating: "k", count: 129), "schlüssel", "a\u{1F}"] {
            #expect(throws: ContractViolation.self) { try IdempotencyKey(validating: text) }
        }
    }

    @Test func secretsDoNotDescribeThemselves() throws {
        let secret = try Secret(validating: "hunter2 hunter2")
        #expect(!"\(secret)".contains("hunter"))
    }

    @Test func addressesAreComparedInLowerCase() throws {
        #expect(try EmailAddress(validating: "Ada@Example.ORG").text == "ada@example.org")
        for text in ["ada", "a@b@c", "@b", "a@", "a b@c", String(repeating: "a", count: 250) + "@b.org"] {
            #expect(throws: ContractViolation.self) { try EmailAddress(validating: text) }
        }
    }

    @Test func listsKeepTheirBounds() throws {
        let decoder = JSONDecoder(unknownMembers: .refuse)
        #expect(try decoder.decode(List<1, 2, Count>.self, from: Array("[1,2]".utf8)).map(\.rawValue) == [1, 2])
        for text in ["[]", "[1,2,3]"] {
            #expect(throws: JSONDecodingError.self) {
                try decoder.decode(List<1, 2, Count>.self, from: Array(text.utf8))
            }
        }
    }

    @Test func wholeNumbersKeepTheirRange() {
        #expect(throws: ContractViolation.self) { try PageLimit(validating: 0) }
        #expect(throws: ContractViolation.self) { try PageLimit(validating: 1001) }
        #expect(throws: ContractViolation.self) { try Count(validating: -1) }
    }
}
