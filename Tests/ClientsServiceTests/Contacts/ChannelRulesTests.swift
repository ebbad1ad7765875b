// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import ClientsService

@Suite struct ChannelRulesTests {
    @Test(arguments: [
        ("+44 20 7946 0958", "+442079460958"), ("0044 (0)20 7946-0958", "+442079460958"),
        ("+44 (0) 20 7946 0958", "+442079460958"), ("(020) 7946 0958", "02079460958"),
        ("02-123-4567 ต่อ", nil), ("๐๒-๑๒๓-๔๕๖๗", "021234567"), ("０３−１２３４−５６７８", "0312345678"),
        ("+49.30/1234 ext. 17", "+49301234;ext=17"), ("555 1234 x5", "5551234;ext=5"), ("4711#9", "4711;ext=9"),
        ("\u{202A}+1 (415) 555-2671\u{202C}", "+14155552671"), ("1+2", nil), ("++1 23", nil), ("+", nil),
        ("7", nil), ("123456789012345678901", nil), ("0800 FLOWERS", nil), ("12 ext", nil),
    ])
    func phoneNumbersAreComparedByTheirDigits(typed: String, normalised: String?) {
        if let normalised {
            #expect((try? ChannelRules.phone(typed)) == normalised)
        } else {
            #expect(throws: ContractViolation.self) { try ChannelRules.phone(typed) }
        }
    }

    @Test func addressesAreComparedInLowerCaseAndKeptAsTyped() throws {
        let channel = try ChannelRules.channel(
            NewChannel(kind: .email, value: Text(validating: "Jürgen.Löwe@BÜCHER.example")))
        #expect(channel.value.text == "Jürgen.Löwe@BÜCHER.example")
        #expect(channel.normalised.text == "jürgen.löwe@bücher.example")
    }
}
