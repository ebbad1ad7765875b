// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import Testing

@Suite struct CheckedTests {
    private struct Row: Codable, Equatable {
        let country: Checked<CountryCode>
        let kind: Checked<ClientKind>
    }

    @Test func refusedTextsAreHeldAndWrittenAsTheyCame() throws {
        let text = #"{"country":"Atlantis","kind":"robot"}"#
        let row = try JSONDecoder(unknownMembers: .refuse).decode(Row.self, from: Array(text.utf8))
        #expect(throws: ContractViolation("must be two capital letters, such as GB")) { try row.country.value() }
        #expect(throws: ContractViolation("must be one of company, person")) { try row.kind.value() }
        #expect(String(decoding: try JSONEncoder().encode(row), as: UTF8.self) == text)
        #expect(row.country == Checked<CountryCode>(unchecked: "Atlantis"))
    }

    @Test func allowedTextsAreTheirValues() throws {
        let row = try JSONDecoder(unknownMembers: .refuse).decode(
            Row.self, from: Array(#"{"country":"GB","kind":"person"}"#.utf8))
        #expect(try row.country.value() == CountryCode(validating: "GB"))
        #expect(row == Row(country: Checked(try CountryCode(validating: "GB")), kind: Checked(ClientKind.person)))
    }

    @Test func anotherTypeOnTheWireRefusesTheWhole() {
        #expect(throws: JSONDecodingError.self) {
            try JSONDecoder(unknownMembers: .refuse).decode(
                Row.self, from: Array(#"{"country":1,"kind":"person"}"#.utf8))
        }
    }

    @Test func theSchemaIsTheValues() {
        #expect(Checked<CountryCode>.schema == CountryCode.schema)
        #expect(Checked<ClientKind>.example == Checked(ClientKind.company))
    }
}
