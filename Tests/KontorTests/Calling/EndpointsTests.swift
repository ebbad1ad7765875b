// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import kontor

@Suite struct EndpointsTests {
    @Test func aSuiteOnThisMachineIsFoundByItsPorts() throws {
        #expect(try Endpoints(portBase: 9000).url(of: .ledger) == "https://127.0.0.1:9003")
    }

    @Test func oneAddressStandsForAllThatAreNotNamed() throws {
        let endpoints = try Endpoints(hosts: ["ledger=https://books.example:7443", "https://kontor.example"])
        #expect(try endpoints.url(of: .ledger) == "https://books.example:7443")
        #expect(try endpoints.url(of: .clients) == "https://kontor.example")
    }

    @Test func aServiceWithoutAnAddressIsNamed() throws {
        let endpoints = try Endpoints(hosts: ["ledger=https://books.example"])
        #expect {
            try endpoints.url(of: .identity)
        } throws: {
            "\($0)".contains("identity")
        }
    }

    @Test(arguments: ["http://kontor.example", "banking=https://x", "ledger=x", "kontor.example"])
    func whatIsNoAddressIsRefused(host: String) {
        #expect(throws: Failure.self) { try Endpoints(hosts: [host]) }
    }

    @Test func aMethodsNameTellsItsService() throws {
        #expect(try Endpoints.service(ofMethod: "ledger.postEntry") == .ledger)
        for name in ["postEntry", "banking.pay", ""] {
            #expect(throws: Failure.self) { try Endpoints.service(ofMethod: name) }
        }
    }
}
