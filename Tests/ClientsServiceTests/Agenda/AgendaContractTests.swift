// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct AgendaContractTests {
    @Test func noticesThatAreInTimeAndEndsStandThere() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let acme = try await clients.create("Acme")
            try await clients.assign(.ann, to: acme, isPrimary: true, from: "2026-01-01")
            let yearly = try await clients.draft(with: acme)
            let ending = try await clients.draft(with: acme, .of(from: "2026-01-01", to: "2026-06-30"))
            _ = try await clients.draft(with: acme, .of(from: "2026-01-01", to: "2026-06-30"))
            _ = try await clients.call(ActivateContract.of(yearly, signedOn: "2026-01-10", .to(.bob)))
            _ = try await clients.call(ActivateContract.of(ending, signedOn: "2026-01-10"))
            func due(_ day: CalendarDate, as caller: ClientsUnderTest? = nil) async throws -> [AgendaItem] {
                try await (caller ?? clients).call(GetAgenda(user: .ann, on: day)).items
                    .filter { $0.contract != nil }
            }
            #expect(try await due("2026-02-15").isEmpty)
            let may = try await due("2026-05-01")
            #expect(may.map(\.contract) == [ending.id])
            #expect(may.map(\.kind) == [.renewal])
            #expect(may.map(\.dueOn) == ["2026-06-30"])
            let september = try await due("2026-09-15")
            #expect(september.map(\.contract) == [ending.id, yearly.id])
            #expect(september.map(\.kind) == [.renewal, .noticeDeadline])
            #expect(
                september[1].reason.text
                    == "A contract goes on by itself unless notice is given by \(september[1].dueOn.text).")
            #expect(try await due("2026-11-15").map(\.contract) == [ending.id])
            let reader = clients.as(.user(with: [.readWork, .readAllClients]))
            #expect(try await due("2026-09-15", as: reader).isEmpty)
        }
    }

    @Test func aHandoverWaitsForWhoHasToAct() async throws {
        try await withClients(on: "2026-01-15") { clients, _ in
            let acme = try await clients.create("Acme")
            try await clients.assign(.ann, to: acme, isPrimary: true, from: "2026-01-01")
            let contract = try await clients.draft(with: acme)
            let handover = try #require(
                try await clients.call(ActivateContract.of(contract, signedOn: "2026-01-10", .to(.bob))).handover)
            func waiting(_ user: UserID) async throws -> [AgendaItem] {
                try await clients.call(GetAgenda(user: user, on: "2026-01-20")).items
                    .filter { $0.kind == .handover }
            }
            #expect(try await waiting(.bob).map(\.handover) == [handover.id])
            #expect(try await waiting(.ann).isEmpty)
            _ = try await clients.call(ReturnHandover.of(handover, "Price list", "Contacts"))
            #expect(try await waiting(.bob).isEmpty)
            let returned = try await waiting(.ann)
            #expect(returned.map(\.handover) == [handover.id])
            #expect(returned.map(\.reason.text) == ["The handover came back to you: 2 things are missing."])
        }
    }
}
