// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListClientsTests {
    @Test func eachPartOfTheFilterMustHold() async throws {
        try await withClients { clients in
            _ = try await clients.call(
                CreateClient.of("Ärzte & Söhne GmbH", lifecycle: .customer, country: "DE", externalIds: [.shop("1")]))
            _ = try await clients.call(CreateClient.of("Acme Ltd", kind: .person, country: "GB"))
            _ = try await clients.call(
                CreateClient.of("acme-foo.com", lifecycle: .customer, country: "GB", externalIds: [.billing("1")]))

            func names(_ filter: ClientFilter) async throws -> [String] {
                try await clients.list(filter).items.map(\.label)
            }
            #expect(try await names(ClientFilter()) == ["Ärzte & Söhne GmbH", "Acme Ltd", "acme-foo.com"])
            #expect(
                try await names(ClientFilter(namePrefix: Text(validating: "ACME"))) == ["Acme Ltd", "acme-foo.com"])
            #expect(try await names(ClientFilter(namePrefix: Text(validating: "äRZ"))) == ["Ärzte & Söhne GmbH"])
            #expect(try await names(ClientFilter(namePrefix: Text(validating: "%"))) == [])
            #expect(try await names(ClientFilter(text: Text(validating: "gmbh sö"))) == ["Ärzte & Söhne GmbH"])
            #expect(try await names(ClientFilter(text: Text(validating: "foo"))) == ["acme-foo.com"])
            #expect(try await names(ClientFilter(text: Text(validating: "cme"))) == [])
            #expect(try await names(ClientFilter(text: Text(validating: "'&!:*"))) == [])
            #expect(try await names(ClientFilter(kind: .person)) == ["Acme Ltd"])
            #expect(try await names(ClientFilter(lifecycle: .customer)) == ["Ärzte & Söhne GmbH", "acme-foo.com"])
            #expect(
                try await names(ClientFilter(country: CountryCode(validating: "GB"))) == ["Acme Ltd", "acme-foo.com"])
            #expect(try await names(ClientFilter(externalSystem: .shop)) == ["Ärzte & Söhne GmbH"])
            #expect(
                try await names(
                    ClientFilter(
                        namePrefix: Text(validating: "acme"), lifecycle: .customer,
                        country: CountryCode(validating: "GB"))) == ["acme-foo.com"])
        }
    }

    @Test func updatedSinceIncludesTheInstant() async throws {
        let time = TestClock()
        var surroundings = TestSurroundings()
        surroundings.clock = time.clock
        try await withClients(in: surroundings) { clients in
            try await clients.create("Old")
            time.advance(bySeconds: 1)
            try await clients.create("New")
            #expect(try await clients.list(ClientFilter(updatedSince: time.now)).items.map(\.label) == ["New"])
            #expect(try await clients.list(ClientFilter(updatedSince: time.now.adding(seconds: 1))).items.isEmpty)
        }
    }

    @Test func pagesNeitherSkipNorRepeatWhileClientsAreCreatedAndRenamed() async throws {
        try await withClients { clients in
            try await clients.fill(60)
            let filter = ClientFilter(lifecycle: .prospect)
            let before = try await clients.list(filter).items
            var seen: [Client] = []
            var cursor: PageCursor?
            var round = 0
            repeat {
                let page = try await clients.list(filter, limit: 7, cursor: cursor)
                seen += page.items
                cursor = page.next
                round += 1
                // One that was listed and one that was not get names at the other end; another one is new.
                for client in [before[0], before[59]] {
                    let version = try await clients.call(GetClient(client: client.id)).client.version
                    _ = try await clients.call(
                        UpdateClient(
                            idempotencyKey: .fresh(), client: client.id, ifVersion: version,
                            name: Text(validating: round % 2 == 0 ? "AAA \(round)" : "ZZZ \(round)")))
                }
                try await clients.create("New \(round)")
            } while cursor != nil
            let old = Set(before.map(\.id))
            #expect(seen.map(\.id).filter(old.contains) == before.map(\.id))
            #expect(Set(seen.map(\.id)).count == seen.count)
        }
    }

    @Test func aFullLastPageHasNoNext() async throws {
        try await withClients { clients in
            try await clients.fill(4)
            let first = try await clients.list(limit: 2)
            let second = try await clients.list(limit: 2, cursor: first.next)
            #expect(first.next != nil)
            #expect(second.items.count == 2)
            #expect(second.next == nil)
        }
    }

    @Test func aCursorCarriesItsFilterAndIsRefusedWithAnother() async throws {
        try await withClients { clients in
            try await clients.fill(3, named: "British", country: "GB")
            try await clients.fill(3, named: "French", country: "FR")
            let french = try ClientFilter(country: CountryCode(validating: "FR"))
            let first = try await clients.list(french, limit: 1)
            let rest = try await clients.list(cursor: first.next)
            #expect((first.items + rest.items).map(\.country?.text) == ["FR", "FR", "FR"])
            #expect(try await clients.list(french, cursor: first.next) == rest)
            let british = try ClientFilter(country: CountryCode(validating: "GB"))
            for filter in [british, ClientFilter()] {
                await #expect(
                    performing: { _ = try await clients.list(filter, cursor: first.next) },
                    throws: { ($0 as? RemoteError)?.violations.map(\.path) == ["$.cursor"] })
            }
        }
    }

    @Test(arguments: ["abc", "e30", "eyJsaXN0IjoieCJ9"])
    func aCursorThatNobodyMadeIsRefused(text: String) async throws {
        try await withClients { clients in
            let cursor = try PageCursor(validating: text)
            await #expect(
                performing: { _ = try await clients.list(cursor: cursor) },
                throws: isRemoteError(.invalidParams))
        }
    }

    @Test func aLongFilterFitsIntoTheCursor() async throws {
        try await withClients { clients in
            let name = String(repeating: "𝒜", count: 100)
            for number in 1...2 {
                _ = try await clients.call(CreateClient.of(name + "\(number)"))
            }
            let text = try Text<1, 100>(validating: name)
            let filter = ClientFilter(namePrefix: text, text: text)
            let first = try await clients.list(filter, limit: 1)
            #expect(try await clients.list(cursor: first.next).items.map(\.label) == [name + "2"])
        }
    }

    @Test func pagesOfTheLargestRecordsAreShorterAndComplete() async throws {
        try await withClients { clients in
            let digits = String(repeating: "𝟘", count: 190)
            for number in 0..<60 {
                let ids = try (0..<50).map { try ExternalID.shop("\(number)-\($0)-\(digits)") }
                _ = try await clients.call(CreateClient.of("Client \(number)", externalIds: ids))
            }
            let first = try await clients.list()
            #expect((1..<60).contains(first.items.count))
            let second = try await clients.list(cursor: first.next)
            #expect((first.items + second.items).map(\.label) == (0..<60).map { "Client \($0)" })
            #expect(second.next == nil)

            let start = try await clients.feed()
            let rest = try await clients.call(ReadClientFeed(after: FeedPosition(unchecked: Int64(start.count))))
            #expect((start + rest.items).map(\.position.rawValue) == Array(1...60))
        }
    }

    @Test func countsAreAnsweredWhenAskedForAndCoverAllPages() async throws {
        try await withClients { clients in
            try await clients.fill(5, country: "GB")
            try await clients.fill(2, named: "French", country: "FR")
            #expect(try await clients.list(limit: 2).count == nil)
            #expect(try await clients.list(limit: 2, withCount: true).count == Count(7))
            let french = try ClientFilter(country: CountryCode(validating: "FR"))
            #expect(try await clients.list(french, limit: 1, withCount: true).count == Count(2))
        }
    }

    @Test func organisationsSeeOnlyTheirOwn() async throws {
        try await withClients { clients in
            try await clients.fill(3, named: "Ours")
            try await clients.inOtherOrganisation.fill(2, named: "Theirs")
            for filter in [
                ClientFilter(), ClientFilter(lifecycle: .prospect), ClientFilter(externalSystem: try .shop),
                ClientFilter(text: try Text(validating: "number1")),
                ClientFilter(namePrefix: try Text(validating: "t")),
            ] {
                let ours = try await clients.list(filter, withCount: true)
                #expect(ours.items.allSatisfy { $0.label.hasPrefix("Ours") })
                #expect(ours.count == Count(ours.items.count))
            }
            let cursor = try await clients.list(limit: 1).next
            let theirs = try await clients.inOtherOrganisation.list(cursor: cursor)
            #expect(theirs.items.allSatisfy { $0.label.hasPrefix("Theirs") })
        }
    }

    @Test func onlyReadersList() async throws {
        try await withClients { clients in
            let writer = clients.as(.user(with: [.writeClients]))
            await #expect(performing: { _ = try await writer.list() }, throws: isRemoteError(.permissionDenied))
        }
    }
}
