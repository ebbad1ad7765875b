// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ImportRowsTests {
    @Test func rowsCreateAndChangeClientsByTheirExternalIDs() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let first = try await clients.importFile(
                .of(.clients, "externalId", "name", "country", "employees", "phone", "domain"),
                ["1", " One ", "Germany", "1,200", "+49 30 1234", "https://www.One.example/start?x=1"],
                ["2", "Two", "gb"], ["3", "", "FR"], ["4", "Four", "Atlantis"])
            #expect(first.progress.counts == [2, 0, 0, 2])
            #expect(first.rejects.map(\.label) == ["nameMissing name", "invalidValue country"])
            #expect(first.rejects.map(\.line.rawValue) == [4, 5])
            let one = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(one.label == "One" && one.country?.text == "DE" && one.details?.employees?.rawValue == 1200)
            #expect(one.details?.domains.map(\.text) == ["one.example"])
            #expect(one.details?.channels.map(\.normalised.text) == ["+49301234"])

            let again = try await clients.importFile(
                .of(.clients, "externalId", "name", "phone", "tier"),
                ["1", "One", "", "gold"], ["2", "Two"], ["3", "Three"])
            #expect(again.progress.counts == [1, 1, 1, 0])
            let after = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(after.version.rawValue == 2 && after.tier?.text == "gold" && after.details == one.details)
            #expect(try await clients.feed().compactMap(\.client?.label) == ["One", "Two", "One", "Three"])
            let found = try await clients.call(
                ListClients(filter: ClientFilter(text: Text(validating: "one"))))
            #expect(found.items.map(\.id) == [one.id])
        }
    }

    @Test func clientsAreFoundByWhatTheirRowsSay() async throws {
        try await withClients { clients in
            let importer = clients.importing
            _ = try await importer.importFile(
                .of(.clients, "externalId", "name", "phone", "domain"), ["1", "One", "+49 30 1234", "one.example"])
            _ = try await importer.importFile(.of(.clients, "externalId", "phone"), ["1", "+49 30 9999"])
            func found(_ text: String) async throws -> Int {
                try await clients.call(SearchClients(text: Text(validating: text))).items.count
            }
            #expect(try await found("one.example") == 1)
            #expect(try await found("+49 30 9999") == 1)
            #expect(try await found("+49 30 1234") == 0)
        }
    }

    @Test func aCallIsRepeatedAsOftenAsNeeded() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let run = try await clients.startImport(.of(.clients, "externalId", "name"))
            let first = try await clients.send(run, [["1", "One"], ["2"]])
            #expect(try await clients.send(run, [["1", "One"], ["2"]]) == first)
            await #expect(throws: ImportPositionWrong(position: Count(2), isFinished: false)) {
                try await clients.send(run, [["1", "Other"], ["2"]])
            }
            await #expect(throws: ImportPositionWrong(position: Count(2), isFinished: false)) {
                try await clients.send(run, [["4", "Four"]], at: 3)
            }
            let last = try await clients.send(run, [["3", "Three"]], at: 2, isLast: true)
            #expect(last.progress.isFinished && last.progress.counts == [2, 0, 0, 1])
            // The call before the last one may have been cut off while the last one was under way.
            let repeated = try await clients.send(run, [["1", "One"], ["2"]])
            #expect(repeated.rejects == first.rejects && repeated.progress == last.progress)
            await #expect(throws: ImportPositionWrong(position: Count(3), isFinished: true)) {
                try await clients.send(run, [["1", "Other"], ["2"]])
            }
            await #expect(throws: ImportPositionWrong(position: Count(3), isFinished: true)) {
                try await clients.send(run, [["4", "Four"]], at: 3)
            }
            #expect(try await clients.list().items.map(\.label) == ["One", "Three"])
        }
    }

    @Test func rowsOfOneRecordFollowEachOtherWhereverCallsAreCut() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let rows = [["1", "One", "a"], ["1", "", "b"], ["2"], ["2", "Two", "c"]]
            let response = try await clients.send(
                clients.startImport(.of(.clients, "externalId", "name", "tier")), rows)
            #expect(response.progress.counts == [2, 2, 0, 0])
            let together = try await clients.list().items.map { [$0.label, $0.tier?.text ?? ""] }
            #expect(together == [["One", "b"], ["Two", "c"]])
            let other = clients.inOtherOrganisation
            let run = try await other.startImport(.of(.clients, "externalId", "name", "tier"))
            for (index, row) in [rows[0], rows[1], rows[3]].enumerated() {
                try await other.send(run, [row], at: index)
            }
            #expect(try await other.list().items.map { [$0.label, $0.tier?.text ?? ""] } == together)
        }
    }

    @Test func aDryRunJudgesAndWritesNothing() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let start = try StartImport.of(.clients, "externalId", "name", isDryRun: true)
            let run = try await clients.startImport(start)
            let response = try await clients.send(run, [["1", "One"], ["2"]], isLast: true)
            #expect(response.progress.counts == [1, 0, 0, 1])
            #expect(try await clients.call(GetImport(run: run.id)).run.progress == response.progress)
            #expect(try await clients.list().items.isEmpty)
            #expect(try await clients.feed().isEmpty)
        }
    }

    @Test func cellsOfAnyKindAreStoredExactlyOrRefused() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let long = String(repeating: "x", count: 200)
            let response = try await clients.importFile(
                .of(.clients, "externalId", "name", "phone", "domain", "currency"),
                ["1", "ก"], ["2", long], ["3", long + "x"], ["4", "a\u{1}b"], ["5", "שלום \u{202B}עולם"],
                ["6", "cafe\u{301}"], ["7", "Seven", "call me"], ["8", "Eight", "", "n/a"],
                ["9", "Nine", "", "", "Euro"], ["", "Nobody"], ["11", String(repeating: "y", count: 10_001)])
            #expect(
                response.rejects.map(\.label) == [
                    "invalidValue name", "invalidValue name", "invalidValue phone", "invalidValue domain",
                    "invalidValue currency", "invalidValue externalId", "invalidValue name",
                ])
            #expect(
                try await clients.list().items.map { Array($0.label.utf8) }
                    == ["ก", long, "שלום \u{202B}עולם", "cafe\u{301}"].map { Array($0.utf8) })
        }
    }

    @Test func whoDoesNotSeeEverythingImportsWhatIsHisOwn() async throws {
        try await withClients { clients in
            _ = try await clients.importing.importFile(.of(.clients, "externalId", "name"), ["1", "Hidden"])
            let manager = clients.seen(by: .new(at: Clocks.start), with: [.importRecords])
            let response = try await manager.importFile(
                .of(.clients, "externalId", "name", "phone"), ["1", "Mine", "+49 30 1234"], ["2", "Two", "+49 30 1"])
            #expect(response.progress.counts == [1, 0, 0, 1])
            #expect(response.rejects.map(\.label) == ["taken externalId"])
            #expect(try await manager.list().items.map(\.label) == ["Two"])
            let hidden = try await clients.call(GetClient(externalId: .shop("1"))).client
            #expect(hidden.details == nil)
            // Nor does its own id make it, or another one by the name that the row gives.
            let own = try await manager.importFile(
                .of(.clients, "id", "externalId", "name", "phone"), [hidden.id.text, "3", "Mine", "+49 30 1"],
                [hidden.id.text, "", "Mine"])
            #expect(own.progress.counts == [0, 0, 0, 2])
            #expect(Set(own.rejects.map(\.label)) == ["taken externalId"])
            #expect(try await clients.list().items.map(\.label) == ["Hidden", "Two"])
        }
    }

    @Test func onlyItsStarterGoesOnWithAnImport() async throws {
        try await withClients { clients in
            let run = try await clients.importing.startImport(.of(.clients, "externalId", "name"))
            for other in [clients.importing, clients.importing.inOtherOrganisation] {
                await #expect(throws: ImportRunNotFound()) { try await other.send(run, [["1", "One"]]) }
            }
            await #expect(
                performing: { try await clients.as(.user(with: [.writeClients])).send(run, [["1", "One"]]) },
                throws: isRemoteError(.permissionDenied))
        }
    }

    /// What breaks off in the middle leaves neither rows nor position.
    @Test func callsThatAreCutOffAreMadeAgain() async throws {
        try await withClients { clients in
            let clients = clients.importing
            let run = try await clients.startImport(.of(.clients, "externalId", "name"))
            let rows = (0..<1000).map { ["\($0)", "Client \($0)"] }
            let calls = try rows.enumerated().map { index, cells in
                ImportRow(
                    line: LineNumber(unchecked: Int64(index + 2)),
                    cells: try List(validating: cells.map { Checked(unchecked: $0) }))
            }
            let call = try ImportRows(run: run.id, position: Count(0), rows: List(validating: calls))
            for milliseconds in [5, 20, 60] {
                await #expect(throws: (any Error).self) {
                    _ = try await clients.call(call, timeout: .milliseconds(milliseconds))
                }
                let left = try await clients.call(GetImport(run: run.id)).run.progress.position.rawValue
                #expect(left == 0 || left == 1000)
            }
            let done = try await clients.call(call)
            #expect(done.progress.counts == [1000, 0, 0, 0])
            #expect(try await clients.list(withCount: true).count?.rawValue == 1000)
        }
    }
}
