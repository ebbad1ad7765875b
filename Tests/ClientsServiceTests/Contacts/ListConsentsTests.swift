// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListConsentsTests {
    @Test func pagesGoOnByTheCursor() async throws {
        try await withClients { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            for number in 1...5 { try await clients.decide(.granted, "purpose-\(number)", of: ada) }
            var seen: [Int64] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(
                    ListConsents(
                        filter: cursor == nil ? ConsentFilter(contact: ada) : nil, limit: PageLimit(unchecked: 2),
                        cursor: cursor))
                seen += page.items.map(\.number.rawValue)
                cursor = page.next
            } while cursor != nil && seen.count < 10
            #expect(seen == [1, 2, 3, 4, 5])
        }
    }

    @Test func aFilterOrACursorMustBeGiven() async throws {
        try await withClients { clients in
            let question = ListConsents()
            await #expect(
                performing: { _ = try await clients.call(question) }, throws: refusesParams(at: "$.filter"))
        }
    }

    @Test func anotherOrganisationsDecisionsAreAbsent() async throws {
        try await withClients { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            try await clients.decide(.granted, "newsletter", of: ada)
            #expect(try await clients.inOtherOrganisation.consents(of: ada).isEmpty)
        }
    }

    @Test func onlyReadersOfContactsList() async throws {
        try await withClients { clients in
            let ada = try await clients.contact("Ada", at: [clients.create("Acme").id]).id
            let other = clients.as(.user(with: [.readClients, .writeContacts]))
            await #expect(
                performing: { _ = try await other.consents(of: ada) }, throws: isRemoteError(.permissionDenied))
        }
    }
}

extension ClientsUnderTest {
    @discardableResult
    func decide(
        _ decision: ConsentDecision, _ purpose: String, of contact: ContactID, at instant: Instant? = nil,
        key: IdempotencyKey? = nil
    ) async throws -> Consent {
        try await call(
            RecordConsent(
                idempotencyKey: key ?? .fresh(), contact: contact, purpose: ConsentPurpose(validating: purpose),
                basis: .consent, decision: decision, decidedAt: instant,
                evidence: Text(validating: "form of 2026"))
        ).consent
    }

    func consents(
        of contact: ContactID, for purpose: String? = nil, at instant: Instant? = nil
    ) async throws -> [Consent] {
        try await call(
            ListConsents(
                filter: ConsentFilter(
                    contact: contact, purpose: purpose.map { try ConsentPurpose(validating: $0) },
                    inForceAt: instant))
        ).items
    }
}
