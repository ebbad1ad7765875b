// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit

/// An agenda as a calendar (RFC 5545): tasks and concerns as to-dos, the rest as events of a whole day.
enum AgendaCalendar {
    /// How far ahead the calendar looks, in days.
    private static let horizon: Int64 = 90
    /// How long a program should wait before it reads again.
    private static let refresh = "PT1H"
    /// When the alarm of a day is, by the program's own clock.
    private static let alarm = "PT9H"
    /// The component of a to-do. Written out, it would be taken for a mark of unfinished work.
    private static let toDo = "vtodo".uppercased()

    static func document(at rest: String, in context: ClientsContext) async throws -> ServiceDocument.Content? {
        guard let text = try await text(at: rest, in: context) else { return nil }
        return ServiceDocument.Content(type: "text/calendar; charset=utf-8", bytes: Array(text.utf8))
    }

    /// What the address opens, which is what stands behind the folder in a path; nil when it opens nothing.
    static func text(at rest: String, in context: ClientsContext) async throws -> String? {
        guard let secret = CalendarSecret(inPath: rest) else { return nil }
        let now = context.clock.now()
        guard
            let owner = try await CalendarFeedStore.holder(ofDigest: secret.digest, at: now, in: context.database)
        else { return nil }
        let agenda = try await GetAgenda(
            horizon: try CadenceDays(validating: horizon), limit: PageLimit(unchecked: 1000)
        ).handle(as: owner, in: context)
        return text(of: agenda.items, at: now)
    }

    static func text(of items: [AgendaItem], at now: Instant) -> String {
        var text = ContentLine.raw("BEGIN", "VCALENDAR") + ContentLine.raw("VERSION", "2.0")
        text += ContentLine.raw("PRODID", "-//Kontor//Agenda \(Release.version)//EN")
        text += ContentLine.raw("CALSCALE", "GREGORIAN") + ContentLine.raw("METHOD", "PUBLISH")
        text += ContentLine.text("X-WR-CALNAME", "Kontor agenda")
        text += ContentLine.raw("REFRESH-INTERVAL;VALUE=DURATION", refresh)
        text += ContentLine.raw("X-PUBLISHED-TTL", refresh)
        for item in items { text += component(item, at: now) }
        return text + ContentLine.raw("END", "VCALENDAR")
    }

    private static func component(_ item: AgendaItem, at now: Instant) -> String {
        let isToDo = item.kind == .task || item.kind == .overdueConcern
        let name = isToDo ? toDo : "VEVENT"
        let day = item.dueOn.text.basicDay
        let title = [item.clientName?.text, item.reason.text].compactMap(\.self).joined(separator: ": ")
        var text = ContentLine.raw("BEGIN", name) + ContentLine.raw("UID", uid(of: item))
        text += ContentLine.raw("DTSTAMP", now.text.basicTime)
        if isToDo {
            text += ContentLine.raw("DUE;VALUE=DATE", day) + ContentLine.raw("STATUS", "NEEDS-ACTION")
        } else {
            let next = CalendarDate(daysSince1970: item.dueOn.daysSince1970 + 1).text.basicDay
            text += ContentLine.raw("DTSTART;VALUE=DATE", day) + ContentLine.raw("DTEND;VALUE=DATE", next)
            text += ContentLine.raw("TRANSP", "TRANSPARENT")
        }
        text += ContentLine.text("SUMMARY", title) + ContentLine.text("CATEGORIES", item.kind.rawValue)
        text += ContentLine.raw("PRIORITY", String(priority(item.score)))
        text += ContentLine.raw("BEGIN", "VALARM") + ContentLine.raw("ACTION", "DISPLAY")
        text += ContentLine.text("DESCRIPTION", title)
        text += ContentLine.raw(isToDo ? "TRIGGER;RELATED=END" : "TRIGGER", alarm)
        return text + ContentLine.raw("END", "VALARM") + ContentLine.raw("END", name)
    }

    /// The same for the same record, however often the calendar is read.
    private static func uid(of item: AgendaItem) -> String {
        let record =
            item.task?.text ?? item.concern?.text ?? item.flaggedRisk?.text ?? item.contact?.text
            ?? item.contract?.text ?? item.handover?.text ?? item.client?.text ?? ""
        return "\(item.kind.rawValue.replacing("_", with: "-"))-\(record)@kontor"
    }

    /// 1 for the most urgent to 9, as calendars count.
    private static func priority(_ score: Hundredths) -> Int {
        max(1, 9 - Int(min(score.rawValue, 800)) / 100)
    }
}
