// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct UUIDValueTests {
    @Test func textIsReadInEitherCaseAndWrittenInLower() throws {
        let uuid = try #require(UUIDValue("0192F0C4-7A10-7ABC-8DEF-0123456789AB"))
        #expect(uuid.description == "0192f0c4-7a10-7abc-8def-0123456789ab")
        #expect(UUIDValue(bytes: uuid.bytes) == uuid)
    }

    @Test(arguments: [
        "", "0192f0c47a107abc8def0123456789ab", "0192f0c4-7a10-7abc-8def-0123456789a",
        "0192f0c4-7a10-7abc-8def-0123456789abc", "0192f0c4-7a10-7abc-8def_0123456789ab",
        "{192f0c4-7a10-7abc-8def-0123456789ab}", "0192f0c4-7a10-7abc-8def-0123456789ag",
    ])
    func otherFormsAreRefused(_ text: String) {
        #expect(UUIDValue(text) == nil)
    }

    @Test func laterOnesSortAfterEarlierOnesAndDiffer() {
        let start = Instant(microseconds: 1_768_467_600_000_000)
        let ids = (0..<200).map { ClientID.new(at: start.adding(seconds: Int64($0))) }
        #expect(ids == ids.sorted())
        #expect(Set((0..<1000).map { _ in UUIDValue.version7(at: start) }).count == 1000)
        #expect(ids.allSatisfy { $0.text.dropFirst(14).first == "7" })
    }
}
