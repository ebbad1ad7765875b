// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

@Suite struct IssueCalendarFeedTests {
    @Test func theAgendaIsACalendar() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let acme = try await clients.create("Acme; Sons, Ltd")
            try await clients.assign(.ann, to: acme, isPrimary: true, from: "2026-01-01")
            let task = try await clients.task("Ask, then\\call", due: "2026-01-20", client: acme.id)
            try await clients.task("His", due: "2026-01-20", owner: .bob)
            let risk = try await clients.flag("Leaving", about: acme)
            let ann = clients.seen(by: .ann)
            let issued = try await ann.call(IssueCalendarFeed(label: Text(validating: "Phone")))
            let text = try #require(try await clients.calendar(issued.path.text))
            let lines = ReadLine.all(text)
            #expect(lines.first == ReadLine(name: "BEGIN", value: "VCALENDAR"))
            #expect(lines.values("VERSION") == ["2.0"] && lines.values("PRODID").count == 1)
            let todo = try #require(lines.components("vtodo".uppercased()).first)
            #expect(lines.components("vtodo".uppercased()).count == 1)
            #expect(todo.values("UID") == ["task-\(task.id)@kontor"])
            #expect(todo.values("DUE;VALUE=DATE") == ["20260120"])
            #expect(todo.texts("SUMMARY") == ["Acme; Sons, Ltd: 'Ask, then\\call' is due on 2026-01-20."])
            #expect(todo.values("DTSTAMP").allSatisfy { $0.count == 16 && $0.hasSuffix("Z") })
            let event = try #require(lines.components("VEVENT").first)
            #expect(event.values("UID") == ["risk-review-\(risk.id)@kontor"])
            #expect(event.values("DTSTART;VALUE=DATE").count == 1 && event.values("DTEND;VALUE=DATE").count == 1)
            let alarms = lines.components("VALARM")
            #expect(alarms.count == 2)
            #expect(alarms.allSatisfy { $0.values("ACTION") == ["DISPLAY"] && $0.texts("DESCRIPTION").count == 1 })
            #expect(alarms[0].values("TRIGGER;RELATED=END").count + alarms[1].values("TRIGGER;RELATED=END").count == 1)

            time.advance(hours: 2)
            let later = ReadLine.all(try #require(try await clients.calendar(issued.path.text)))
            #expect(later.values("UID") == lines.values("UID"))
        }
    }

    @Test func onlyTheDigestIsKeptAndOnlyTheAddressOpensIt() async throws {
        try await withClients { clients in
            let ann = clients.seen(by: .ann)
            let issued = try await ann.call(IssueCalendarFeed())
            let path = issued.path.text
            #expect(path.hasPrefix("/calendar/") && path.hasSuffix(".ics") && path.utf8.count == 78)
            #expect("\(issued.path)" == "<secret>")
            let secret = String(path.dropFirst(10).dropLast(4))
            let isDigest = try await clients.database.withPool { pool in
                try await pool.row(
                    "select secret_digest = sha256(convert_to(\(secret), 'UTF8')) from clients.calendar_feed",
                    as: Bool.self)
            }
            #expect(isDigest)
            #expect(try await clients.calendar(path) != nil)
            let wrong = [
                path.dropLast(4) + "", path.dropLast(5) + "x.ics", "/calendar/.ics", "/calendar/",
                path.uppercased()[...] + "",
            ]
            for path in wrong { #expect(try await clients.calendar(String(path)) == nil) }
        }
    }

    @Test func itShowsNoMoreThanItsOwnerMaySee() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let hidden = try await clients.create("Hidden")
            try await clients.task("Secret", due: "2026-01-20", client: hidden.id)
            _ = try await clients.flag("Leaving", about: hidden)
            // He sees all clients by a permission: the address does not.
            let ann = clients.seen(by: .ann, with: [.readAllClients])
            let issued = try await ann.call(IssueCalendarFeed())
            #expect(try await !#require(clients.calendar(issued.path.text)).contains("Hidden"))
            try await clients.assign(.ann, to: hidden, isPrimary: true, from: "2026-01-01")
            let text = try #require(try await clients.calendar(issued.path.text))
            #expect(text.contains("Secret") && text.contains("Leaving"))
            let less = clients.as(
                Caller(
                    subject: .user(.ann), organisation: .first,
                    permissions: PermissionSet([.readWork])))
            let poor = try await less.call(IssueCalendarFeed())
            let poorText = try #require(try await clients.calendar(poor.path.text))
            #expect(poorText.contains("Secret") && !poorText.contains("Leaving"))
        }
    }

    @Test func itExpires() async throws {
        let time = TestClock()
        try await withClients(at: time) { clients in
            let ann = clients.seen(by: .ann)
            let issued = try await ann.call(IssueCalendarFeed(validForDays: CalendarFeedDays(unchecked: 1)))
            time.advance(hours: 23)
            #expect(try await clients.calendar(issued.path.text) != nil)
            time.advance(hours: 1)
            #expect(try await clients.calendar(issued.path.text) == nil)
            #expect(try await ann.call(ListCalendarFeeds()).feeds.isEmpty)
            try await CalendarFeedStore.purge(at: issued.feed.expiresAt, clients.context.database)
            let left = try await clients.database.withPool { pool in
                try await pool.row("select count(*) from clients.calendar_feed", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test func aUserHasTenAtMost() async throws {
        try await withClients { clients in
            let ann = clients.seen(by: .ann)
            for _ in 0..<10 { _ = try await ann.call(IssueCalendarFeed()) }
            await #expect(throws: TooManyCalendarFeeds(limit: Count(10))) {
                _ = try await ann.call(IssueCalendarFeed())
            }
            _ = try await clients.seen(by: .bob).call(IssueCalendarFeed())
        }
    }

    @Test func onlyUsersWhoWorkHaveThem() async throws {
        try await withClients { clients in
            for other in [clients.as(.user(with: [.readClients])), clients.as(.serviceAccount(with: [.readWork]))] {
                await #expect(
                    performing: { _ = try await other.call(IssueCalendarFeed()) },
                    throws: isRemoteError(.permissionDenied))
            }
        }
    }
}

extension ClientsUnderTest {
    /// What a calendar program reads at a path; nil when there is nothing.
    func calendar(_ path: String) async throws -> String? {
        guard path.hasPrefix(CalendarSecret.folder) else { return nil }
        return try await AgendaCalendar.text(at: String(path.dropFirst(CalendarSecret.folder.count)), in: context)
    }
}
