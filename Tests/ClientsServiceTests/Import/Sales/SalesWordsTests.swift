// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit
import Testing

@testable import ClientsService

@Suite struct SalesWordsTests {
    @Test(arguments: [
        ("1250", "1250.00"), ("1,250.5", "1250.50"), ("1 250 000.00", "1250000.00"), ("1'250", "1250.00"),
        ("0.10", "0.10"), ("12.3000", "12.30"),
    ])
    func amountsAreReadExactly(text: String, amount: String) throws {
        #expect(try SalesWords.money(text, in: CurrencyCode(validating: "EUR")).amount == amount)
    }

    @Test(arguments: ["", "1,25", "1.2.3", "12,3456", ",100", "1e3", "€5", "1.250,00", "0.001", "ten"])
    func whatMayBeReadInTwoWaysIsRefused(text: String) {
        #expect(throws: ContractViolation.self) {
            try SalesWords.money(text, in: CurrencyCode(validating: "EUR"))
        }
    }

    @Test func yenHaveNoDecimals() throws {
        #expect(try SalesWords.money("5000.00", in: CurrencyCode(validating: "JPY")).amount == "5000")
        #expect(throws: ContractViolation.self) { try SalesWords.money("5000.5", in: CurrencyCode(validating: "JPY")) }
    }

    @Test func stagesAreFoundByCodeNameAndTheOtherSystemsWord() throws {
        let list = try StageRules.standard()
        #expect(try SalesWords.stage("proposal", among: list, in: .plain).code.text == "proposal")
        #expect(try SalesWords.stage(" Proposal", among: list, in: .plain).code.text == "proposal")
        #expect(try SalesWords.stage("Closed Won", among: list, in: .zoho).outcome == .won)
        #expect(try SalesWords.stage("Prospecting", among: list, in: .salesforce).code.text == "qualification")
        #expect(throws: ContractViolation.self) { try SalesWords.stage("Closed Won", among: list, in: .plain) }
        let own = StageList(version: .first, stages: list.stages.filter { $0.code.text != "qualification" })
        #expect(throws: ContractViolation.self) { try SalesWords.stage("Prospecting", among: own, in: .salesforce) }
    }

    @Test(arguments: ["2026-3-1", "31.03.2026", "2026-02-30", "2026-03-31x", ""])
    func otherDaysAreRefused(text: String) {
        #expect(throws: ContractViolation.self) { try SalesWords.day(text) }
    }
}
