// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Whose agenda, of which day.
struct AgendaRequest {
    /// Of the caller: an agenda shows him what he may see of it.
    let sight: Sight
    let user: UserID
    let day: CalendarDate
    /// Days ahead.
    let horizon: Int
    let tiers: TierSet

    /// Days ahead in which notices and ends of contracts are looked at, at least: terms are longer than a fortnight.
    private static let contractHorizon = 90

    var organisation: OrganisationID { sight.organisation }

    /// The last day that is looked at.
    func end(of kind: AgendaKind) -> CalendarDate {
        CalendarDate(
            daysSince1970: min(day.daysSince1970 + Int32(horizon(of: kind)), DayRange.greatestLast.daysSince1970))
    }

    func horizon(of kind: AgendaKind) -> Int {
        switch kind {
        case .noticeDeadline, .renewal: max(horizon, AgendaRequest.contractHorizon)
        default: horizon
        }
    }

    /// The end of the day by UTC: what is due before is due on the day.
    var endOfDay: Instant {
        Instant(microseconds: (Int64(day.daysSince1970) + 1) * 86_400_000_000)
    }
}
