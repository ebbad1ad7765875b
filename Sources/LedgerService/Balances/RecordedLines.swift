// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Sums of the lines on one side of an entry in the journal: what the books held then, or what came after.
struct RecordedLines: Sendable {
    enum Part: Sendable {
        case upTo
        case after
    }

    let part: Part
    let entry: Int64

    /// The side with fewer entries.
    init(fewerAround entry: Int64, of last: Int64) {
        self.entry = entry
        part = entry <= last - entry ? .upTo : .after
    }

    /// By the ordinal of the window. Of few accounts it begins at the account's version then; of all it reads the
    /// lines by their entries' numbers.
    func sums(_ windows: [DayWindow], _ accounts: [Int32]?, of book: Int32) -> SQL {
        // Without days the entries need not be read.
        let isDated = windows != [.always]
        let window: SQL = isDated ? "asked.ordinal" : "1::bigint"
        return """
            select \(window), line.account_id, line.currency,
                coalesce(sum(line.minor_units) filter (where line.minor_units > 0), 0),
                -coalesce(sum(line.minor_units) filter (where line.minor_units < 0), 0),
                coalesce(sum(line.functional_minor_units) filter (where line.functional_minor_units > 0), 0),
                -coalesce(sum(line.functional_minor_units) filter (where line.functional_minor_units < 0), 0)
            from \(lines(accounts, of: book)) \(isDated ? dates(windows, of: book) : "")
            group by 1, line.account_id, line.currency
            """
    }

    private func lines(_ accounts: [Int32]?, of book: Int32) -> SQL {
        guard let accounts else {
            return "(select * from ledger.line where book_id = \(book) and \(isChosen)) as line"
        }
        let compared: SQL = part == .upTo ? "<=" : ">"
        return """
            unnest(\(accounts)) as chosen (account_id)
            cross join lateral (
                select ledger.account_version(\(book), chosen.account_id, \(entry)) as version offset 0
            ) as known
            join ledger.line on line.book_id = \(book) and line.account_id = chosen.account_id
                and line.balance_version \(compared) known.version
            """
    }

    private var isChosen: SQL {
        switch part {
        case .upTo: "number <= \(entry)"
        case .after: "number > \(entry)"
        }
    }

    private func dates(_ windows: [DayWindow], of book: Int32) -> SQL {
        """
        join ledger.entry on entry.book_id = \(book) and entry.number = line.number
        join unnest(\(windows.map { $0.start ?? .earliest }), \(windows.map { $0.end ?? .never }),
            \(windows.map(\.includesClosings))) with ordinality as asked (starts_on, ends_on, closings, ordinal)
            on entry.posted_on >= asked.starts_on and entry.posted_on < asked.ends_on
                and (asked.closings or entry.kind <> 'c')
        """
    }
}
