// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@Suite struct TimeOfDayTests {
    @Test(arguments: [("00:00", 0), ("09:30", 570), ("23:59", 1439), ("24:00", 1440)])
    func aTimeIsReadAndWritten(text: String, minutes: Int) throws {
        let time = try TimeOfDay(validating: text)
        #expect(time.minutes == minutes)
        #expect(time.text == text)
    }

    @Test(arguments: ["", "9:30", "09:60", "24:01", "25:00", "09.30", "09:30:00", "-1:00", "０９:30", "0a:00"])
    func whatIsNoTimeIsRefused(text: String) {
        #expect(throws: ContractViolation.self) { try TimeOfDay(validating: text) }
    }
}
