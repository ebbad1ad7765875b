// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import ClientsService

@Suite struct ImportWordsTests {
    @Test(arguments: [
        ("Germany", "DE"), ("UNITED STATES", "US"), ("U.S.A.", "US"), ("uk", "GB"), ("Côte d'Ivoire", "CI"),
        ("Viet Nam", "VN"), ("th", "TH"), ("South Korea", "KR"), ("日本", "JP"), ("Bosnia & Herzegovina", "BA"),
    ])
    func countriesGoByCodeAndName(text: String, code: String) throws {
        #expect(try ImportWords.country(text).text == code)
    }

    @Test(arguments: [
        ("example.com", "example.com"), ("http://www.Example.co.uk/about", "example.co.uk"),
        ("https://user@shop.example:8443/?q", "shop.example"), ("www.bücher.example", "bücher.example"),
    ])
    func addressesOfPagesAreDomains(text: String, domain: String) throws {
        #expect(try ImportWords.domain(text).text == domain)
    }

    @Test(arguments: ["1200", "1,200", "1.200", "1 200", "1'200"])
    func numbersMayHaveTheirThousandsSetApart(text: String) throws {
        #expect(try ImportWords.count(text).rawValue == 1200)
    }

    @Test func whatIsNothingOfTheKindIsRefused() {
        #expect(throws: ContractViolation.self) { try ImportWords.country("Atlantis") }
        #expect(throws: ContractViolation.self) { try ImportWords.domain("n/a") }
        #expect(throws: ContractViolation.self) { try ImportWords.count("many") }
        #expect(throws: ContractViolation.self) { try ImportWords.lifecycle("Partner", in: .plain) }
    }

    @Test func wordsOfOtherSystemsAreLifecycles() throws {
        #expect(try ImportWords.lifecycle("Customer - Direct", in: .salesforce) == .customer)
        #expect(try ImportWords.lifecycle("marketingqualifiedlead", in: .hubspot) == .prospect)
        #expect(try ImportWords.lifecycle("Competitor", in: .zoho) == nil)
        #expect(try ImportWords.lifecycle("Former", in: .plain) == .former)
    }
}
