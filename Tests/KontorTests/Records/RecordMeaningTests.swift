// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import kontor

@Suite struct RecordMeaningTests {
    @Test func fieldsAndCustomFieldsAreTakenFromColumnsAndValues() throws {
        let meaning = RecordMeaning(
            preset: "hubspot", map: ["tier=Rating", "field:seats=Seats = all"],
            set: ["field:colour=red", "kind=company"])
        let start = try meaning.start(.clients, ["Record ID", "Rating", "Seats = all"])
        #expect(start.system.text == "hubspot")
        #expect(
            start.mappings?.elements
                == (try [
                    ImportMapping(field: .tier, column: Text(validating: "Rating")),
                    ImportMapping(
                        customField: CustomFieldName(validating: "seats"), column: Text(validating: "Seats = all")),
                    ImportMapping(customField: CustomFieldName(validating: "colour"), value: Text(validating: "red")),
                    ImportMapping(field: .kind, value: Text(validating: "company")),
                ]))
    }

    @Test(arguments: ["", "tier", "seats=Seats", "field:=Seats", "field:Seats=Seats", "=x", "tier="])
    func whatNamesNoFieldIsRefused(text: String) {
        #expect(throws: Failure.self) { try RecordMeaning(map: [text]).start(.clients, ["id"]) }
    }
}
