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

    var organisation: OrganisationID { sight.organisation }

    /// The last day that is looked at.
    var end: CalendarDate {
        CalendarDate(
            daysSince1970: min(day.daysSince1970 + Int32(horizon), DayRange.greatestLast.daysSince1970))
    }

    /// The end of the day by UTC: what is due before is due on the day.
    var endOfDay: Instant {
        Instant(microseconds: (Int64(day.daysSince1970) + 1) * 86_400_000_000)
    }
}
