// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about grants, reporting lines and groups that need no database.
enum AccessRules {
    /// Reporting lines that a user has at most, so that a record stays a record.
    static let lineLimit = 200

    static func requireOne(_ holder: AccessHolder, at path: String) throws(InvalidParams) {
        let named = [holder.user?.uuid, holder.group?.uuid, holder.serviceAccount?.uuid].compactMap { $0 }
        guard named.count == 1 else {
            throw InvalidParams(path: path, rule: "must have exactly one of user, group and serviceAccount")
        }
    }

    static func requireDays(from: CalendarDate, to: CalendarDate?, at path: String = "$") throws(InvalidParams) {
        guard let to else { return }
        guard to >= from else { throw InvalidParams(path: path + ".to", rule: "must not be before from") }
        guard to <= DayRange.greatestLast else {
            throw InvalidParams(path: path + ".to", rule: "must be before 9999-12-31; leave it out for no end")
        }
    }

    static func requireFitting(_ command: SetReportingLine) throws(InvalidParams) {
        guard command.manager != command.user else {
            throw InvalidParams(path: "$.manager", rule: "must not be the user himself")
        }
        try requireDays(from: command.from, to: command.to)
    }

    /// The lines after a call: for its days what it says, for all others what there was.
    static func lines(
        _ present: [ReportingLine], after command: SetReportingLine
    ) throws(TooManyReportingLines) -> [ReportingLine] {
        let lines = present.map { Dated(value: $0.manager, days: $0.days) }
            .saying(command.manager, on: DayRange(first: command.from, last: command.to))
            .map { ReportingLine(manager: $0.value, from: $0.days.first, to: $0.days.last) }
        guard lines.count <= lineLimit else { throw TooManyReportingLines(limit: Count(lineLimit)) }
        return lines
    }

    /// The members in the order in which they are kept.
    static func members(of command: UpsertGroup) throws(InvalidParams) -> [GroupMember] {
        guard (command.group == nil) == (command.ifVersion == nil) else {
            throw InvalidParams(path: "$.ifVersion", rule: "must be given exactly when group is")
        }
        for (index, member) in command.members.enumerated() {
            try requireDays(from: member.from, to: member.to, at: "$.members[\(index)]")
        }
        let members = command.members.sorted { ($0.user, $0.from) < ($1.user, $1.from) }
        for (earlier, later) in zip(members, members.dropFirst()) where earlier.user == later.user {
            guard let end = earlier.to, end < later.from else {
                throw InvalidParams(path: "$.members", rule: "must have a user once on each day")
            }
        }
        return members
    }
}

extension ReportingLine {
    var days: DayRange { DayRange(first: from, last: to) }
}
