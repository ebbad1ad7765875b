// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListConcernsTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme")
            let bar = try await clients.create("Bar")
            let opportunity = try await clients.opportunity("Deal", with: acme.id).id
            let contract = try await clients.draft(with: acme).id
            let first = try await clients.open("First", about: acme, opportunity: opportunity, isBlocking: true)
            time.advance(bySeconds: 1)
            let second = try await clients.open("Second", about: acme, contract: contract, kind: .question)
            time.advance(bySeconds: 1)
            let third = try await clients.open("Third", about: bar, severity: "low")
            try await clients.move(clients.move(second, to: .acknowledged), to: .resolved, note: "Said")
            time.advance(hours: 5)
            try await clients.move(clients.move(first, to: .acknowledged), to: .assigned, team: "Desk")
            time.advance(hours: 80)
            func found(_ filter: ConcernFilter) async throws -> [String] {
                try await clients.concerns(filter).map(\.subject.text)
            }
            #expect(try await found(ConcernFilter()) == ["First", "Second", "Third"])
            #expect(try await found(ConcernFilter(client: acme.id)) == ["First", "Second"])
            #expect(try await found(ConcernFilter(opportunity: opportunity)) == ["First"])
            #expect(try await found(ConcernFilter(contract: contract)) == ["Second"])
            #expect(try await found(ConcernFilter(team: Text(validating: "Desk"))) == ["First"])
            #expect(try await found(ConcernFilter(user: .ann)).isEmpty)
            #expect(try await found(ConcernFilter(kind: .question)) == ["Second"])
            #expect(try await found(ConcernFilter(severity: SeverityCode(validating: "low"))) == ["Third"])
            #expect(try await found(ConcernFilter(isBlocking: false)) == ["Second", "Third"])
            #expect(try await found(ConcernFilter(isOpen: true)) == ["First", "Third"])
            #expect(try await found(ConcernFilter(isOpen: false)) == ["Second"])
            #expect(try await found(ConcernFilter(isOverdue: true)) == ["First", "Third"])
            #expect(try await found(ConcernFilter(isOverdue: false)) == ["Second"])
            #expect(try await found(ConcernFilter(client: bar.id, acknowledgedLate: true)).isEmpty)
            #expect(try await found(ConcernFilter(acknowledgedLate: true)) == ["First"])
            #expect(try await found(ConcernFilter(acknowledgedLate: false)) == ["Second", "Third"])
            let overdue = try await clients.call(ListConcerns(filter: ConcernFilter(isOverdue: true))).items
            #expect(overdue.map(\.overdueSince) == [first.resolveBy, third.acknowledgeBy])
        }
    }

    @Test func pagesNeitherSkipNorRepeatWhileConcernsMove() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            var before: [Concern] = []
            for number in 1...7 { before.append(try await clients.open("\(number)", about: acme)) }
            var seen: [ConcernID] = []
            var cursor: PageCursor?
            repeat {
                let page = try await clients.call(
                    ListConcerns(
                        filter: cursor == nil ? ConcernFilter(client: acme.id) : nil, limit: PageLimit(unchecked: 3),
                        cursor: cursor))
                seen += page.items.map(\.concern.id)
                cursor = page.next
                if seen.count == 3 { try await clients.move(before[6], to: .acknowledged) }
            } while cursor != nil
            #expect(seen == before.map(\.id))
        }
    }

    @Test func anotherOrganisationsConcernsAreAbsent() async throws {
        try await withClients { clients in
            let acme = try await clients.create("Acme")
            try await clients.open("Broken", about: acme)
            let other = clients.inOtherOrganisation
            #expect(try await other.concerns().isEmpty)
            #expect(try await other.concerns(ConcernFilter(client: acme.id)).isEmpty)
        }
    }

    @Test func onlyReadersOfConcernsList() async throws {
        try await withClients { clients in
            let other = clients.as(.user(with: [.readClients]))
            await #expect(
                performing: { _ = try await other.concerns() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
