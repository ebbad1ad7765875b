// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct SetReportingLineTests {
    @Test func whoIsAboveSeesWhatThoseBelowSee() async throws {
        try await withStandingClock { clients, _ in
            let client = try await clients.create("Acme")
            try await clients.assign(.ann, to: client, from: "2026-01-01")
            for user in [UserID.bob, .cleo] { #expect(try await !clients.seen(by: user).sees(client)) }
            try await clients.report(.ann, to: .bob)
            #expect(try await clients.seen(by: .bob).sees(client))
            #expect(try await !clients.seen(by: .cleo).sees(client))
            // Put between: the line above is there before or after the one below it.
            try await clients.report(.bob, to: .cleo)
            #expect(try await clients.seen(by: .cleo).sees(client))
            try await clients.report(.ann, to: nil, from: "2026-01-15")
            for user in [UserID.bob, .cleo] { #expect(try await !clients.seen(by: user).sees(client)) }
            #expect(try await clients.seen(by: .ann).sees(client))
        }
    }

    @Test func aLineOfOtherDaysDoesNotCount() async throws {
        try await withStandingClock { clients, clock in
            let client = try await clients.create("Acme")
            try await clients.assign(.ann, to: client, from: "2026-01-01")
            try await clients.report(.ann, to: .bob, from: "2026-01-16", until: "2026-01-18")
            try await clients.report(.bob, to: .cleo, from: "2026-01-17", until: "2026-01-20")
            for (day, seeing) in [
                (0, [UserID.ann]), (1, [.ann, .bob]), (2, [.ann, .bob, .cleo]), (3, [.ann, .bob, .cleo]), (4, [.ann]),
            ] {
                clock.set(Clocks.start.adding(seconds: Int64(day) * 86_400))
                for user in [UserID.ann, .bob, .cleo] {
                    #expect(try await clients.seen(by: user).sees(client) == seeing.contains(user), "day \(day)")
                }
            }
        }
    }

    @Test func theDaysOfACallAreReplacedAndOthersStay() async throws {
        try await withClients { clients in
            try await clients.report(.ann, to: .bob, from: "2026-01-01")
            let reporting = try await clients.report(.ann, to: .cleo, from: "2026-02-01", until: "2026-02-28")
            #expect(reporting.version == Version(unchecked: 2))
            #expect(
                reporting.lines == [
                    ReportingLine(manager: .bob, from: "2026-01-01", to: "2026-01-31"),
                    ReportingLine(manager: .cleo, from: "2026-02-01", to: "2026-02-28"),
                    ReportingLine(manager: .bob, from: "2026-03-01"),
                ])
            #expect(try await clients.feed().last?.reporting == reporting)
            // Said once more it writes nothing.
            #expect(try await clients.report(.ann, to: .cleo, from: "2026-02-01", until: "2026-02-28") == reporting)
            let joined = try await clients.report(.ann, to: .bob, from: "2026-02-01", until: "2026-02-28")
            #expect(joined.lines == [ReportingLine(manager: .bob, from: "2026-01-01")])
            #expect(try await clients.feed().count == 3)
        }
    }

    @Test func aCycleIsRefusedOnTheDaysOnWhichItWouldBe() async throws {
        try await withClients { clients in
            try await clients.report(.ann, to: .bob, from: "2026-01-01", until: "2026-06-30")
            try await clients.report(.bob, to: .cleo, from: "2026-01-01")
            await #expect(throws: ReportingCycle(on: "2026-03-01")) {
                try await clients.report(.cleo, to: .ann, from: "2026-03-01")
            }
            try await clients.report(.cleo, to: .ann, from: "2026-07-01")
            await #expect(
                performing: { try await clients.report(.ann, to: .ann) }, throws: refusesParams(at: "$.manager"))
        }
    }

    @Test func anOldVersionConflicts() async throws {
        try await withClients { clients in
            try await clients.report(.ann, to: .bob)
            try await clients.report(.ann, to: .cleo)
            await #expect(throws: VersionConflict(currentVersion: Version(unchecked: 2))) {
                try await clients.call(
                    SetReportingLine(
                        idempotencyKey: .fresh(), user: .ann, ifVersion: Version(unchecked: 1), manager: .bob,
                        from: "2026-01-01"))
            }
            await #expect(
                performing: {
                    try await clients.call(
                        SetReportingLine(
                            idempotencyKey: .fresh(), user: .bob, ifVersion: Version(unchecked: 1), manager: .ann,
                            from: "2026-01-01"))
                }, throws: refusesParams(at: "$.ifVersion"))
        }
    }

    @Test func aUserHasTwoHundredLinesAtMost() async throws {
        try await withClients { clients in
            let first: CalendarDate = "2026-01-01"
            for number in 0..<200 {
                let day = first.adding(days: 2 * number)
                try await clients.report(.ann, to: .bob, from: day, until: day)
            }
            await #expect(throws: TooManyReportingLines(limit: Count(200))) {
                try await clients.report(.ann, to: .bob, from: first.adding(days: 400))
            }
        }
    }

    @Test func anOrganisationsLinesAreItsOwn() async throws {
        try await withClients { clients in
            let client = try await clients.create("Acme")
            try await clients.assign(.ann, to: client, from: "2026-01-01")
            try await clients.inOtherOrganisation.report(.ann, to: .bob)
            #expect(try await !clients.seen(by: .bob).sees(client))
            try await clients.report(.ann, to: .bob)
            #expect(try await clients.seen(by: .bob).sees(client))
            #expect(try await clients.inOtherOrganisation.call(ListReportingLines()).items.count == 1)
        }
    }

    @Test func onlyThoseWhoKeepTheHierarchyDo() async throws {
        try await withClients { clients in
            let director = clients.as(.accountDirector)
            await #expect(
                performing: { try await director.report(.ann, to: .bob) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
