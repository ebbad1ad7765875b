// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// The last entry of a page.
struct EntryPlace: Codable, Sendable, Equatable {
    let postedOn: CalendarDate
    let number: EntryNumber
}

/// Finds the numbers of entries. Every combination of parts is a statement of its own, so that each has a plan of its
/// own and none looks at what was not asked for.
struct EntrySearch: Sendable {
    let book: Int32
    let filter: EntryFilter
    /// The accounts that the filter's account stands for; nil when it names none.
    let accounts: [Int32]?
    let order: EntryOrder
    let after: EntryPlace?
    let limit: Int64

    /// At most `limit` numbers, in the order.
    var statement: SQL {
        if let accounts, isByNumber { return byAccount(accounts) }
        return """
            select entry.number from ledger.entry where entry.book_id = \(book) \(entryClauses) \(seek) \(lineClause)
            order by \(ordering) limit \(limit)
            """
    }

    private var isByNumber: Bool { order == .number || order == .numberDescending }
    private var isDescending: Bool { order == .numberDescending || order == .postedOnDescending }

    private var direction: SQL { isDescending ? "desc" : "asc" }

    private var ordering: SQL {
        switch order {
        case .number: "entry.number"
        case .numberDescending: "entry.number desc"
        case .postedOn: "entry.posted_on, entry.number"
        case .postedOnDescending: "entry.posted_on desc, entry.number desc"
        }
    }

    /// After the place. The comparison of days alone lets an index find where to begin.
    private var seek: SQL {
        guard let after else { return "" }
        switch order {
        case .number: return "and entry.number > \(after.number)"
        case .numberDescending: return "and entry.number < \(after.number)"
        case .postedOn:
            return """
                and entry.posted_on >= \(after.postedOn)
                    and (entry.posted_on, entry.number) > (\(after.postedOn), \(after.number))
                """
        case .postedOnDescending:
            return """
                and entry.posted_on <= \(after.postedOn)
                    and (entry.posted_on, entry.number) < (\(after.postedOn), \(after.number))
                """
        }
    }

    /// An account's lines stand in the order of their entries, so that each account's first entries are found without
    /// sorting. An entry counts at the first of its lines on the account.
    private func byAccount(_ accounts: [Int32]) -> SQL {
        let line: SQL = hasLineClauses ? narrowed(to: "line.account_id = account.id") : ""
        let matches: SQL =
            hasEntryClauses || hasLineClauses
            ? """
            and exists (
                select from ledger.entry
                where entry.book_id = \(book) and entry.number = first.number \(entryClauses) \(line)
            )
            """ : ""
        return """
            select found.number
            from unnest(\(accounts)) as account (id) cross join lateral (
                select first.number from ledger.line as first
                where first.book_id = \(book) and first.account_id = account.id \(versions)
                    and not exists (
                        select from ledger.line as before
                        where before.book_id = \(book) and before.account_id = account.id
                            and before.balance_version = first.balance_version - 1 and before.number = first.number
                    ) \(matches)
                order by first.balance_version \(direction) limit \(limit)
            ) as found
            group by found.number order by found.number \(direction) limit \(limit)
            """
    }

    /// Where an account's lines after the place begin.
    private var versions: SQL {
        guard let after else { return "" }
        if isDescending {
            return """
                and first.balance_version
                    <= (select ledger.account_version(\(book), account.id, \(after.number.rawValue - 1)))
                """
        }
        return """
            and first.balance_version > (select ledger.account_version(\(book), account.id, \(after.number)))
            """
    }
}

extension EntrySearch {
    private var hasEntryClauses: Bool {
        filter.postedFrom != nil || filter.postedTo != nil || filter.documentReference != nil
            || filter.recordedFrom != nil || filter.recordedTo != nil || filter.numberFrom != nil
            || filter.numberTo != nil || filter.source != nil || filter.externalReference != nil
            || filter.text != nil || filter.kind != nil || filter.module != nil || filter.recordedBy != nil
            || filter.isReversed != nil
    }

    private var entryClauses: SQL {
        var clauses = dayAndNumberClauses + referenceClauses
        if let text = filter.text {
            clauses += """
                 and (position(lower(\(text)) in lower(entry.description)) > 0 or exists (
                    select from ledger.line as noted
                    where noted.book_id = entry.book_id and noted.number = entry.number
                        and position(lower(\(text)) in lower(noted.memo)) > 0))
                """
        }
        if let kind = filter.kind { clauses += " and entry.kind = \(kind.mark)::\"char\"" }
        if let module = filter.module { clauses += " and entry.module = \(module.mark)::\"char\"" }
        if let actor = filter.recordedBy {
            clauses += """
                 and entry.actor_id = (select symbol_id from ledger.symbol
                    where book_id = \(book) and dimension = 'actor' and code = \(actor))
                """
        }
        if let isReversed = filter.isReversed {
            clauses +=
                isReversed
                ? """
                 and entry.number in (
                    select reverses from ledger.entry where book_id = \(book) and reverses is not null)
                """
                : """
                 and not exists (select from ledger.entry as reversal
                    where reversal.book_id = entry.book_id and reversal.reverses = entry.number)
                """
        }
        return clauses
    }

    private var dayAndNumberClauses: SQL {
        var clauses: SQL = ""
        if let from = filter.postedFrom { clauses += " and entry.posted_on >= \(from)" }
        if let to = filter.postedTo { clauses += " and entry.posted_on <= \(to)" }
        if let from = filter.numberFrom { clauses += " and entry.number >= \(from)" }
        if let to = filter.numberTo { clauses += " and entry.number <= \(to)" }
        // Numbers ascend with the instants of recording, which the chain keeps by index.
        if let from = filter.recordedFrom {
            clauses += " and entry.number > (\(BalanceStore.lastEntry(of: book, recordedBefore: from)))"
        }
        if let to = filter.recordedTo {
            clauses += " and entry.number <= (\(BalanceStore.lastEntry(of: book, recordedBy: to)))"
        }
        return clauses
    }

    private var referenceClauses: SQL {
        var clauses: SQL = ""
        if let reference = filter.documentReference {
            clauses += """
                 and hashtext(entry.document_reference) = hashtext(\(reference))
                    and entry.document_reference = \(reference)
                """
        }
        if let source = filter.source { clauses += " and entry.source = \(source)" }
        if let reference = filter.externalReference { clauses += " and entry.external_reference = \(reference)" }
        return clauses
    }

    /// Whether lines must have more than an account.
    private var hasLineClauses: Bool {
        filter.client != nil || filter.costCentre != nil || filter.project != nil || filter.product != nil
            || filter.currency != nil || filter.amountFrom != nil || filter.amountTo != nil
    }

    /// One line for which all parts hold.
    private var lineClause: SQL {
        guard let accounts else { return hasLineClauses ? narrowed(to: "true") : "" }
        return narrowed(to: "line.account_id = any(\(accounts))")
    }

    private func narrowed(to accounts: SQL) -> SQL {
        var conditions: SQL = "line.book_id = \(book) and line.number = entry.number and \(accounts)"
        conditions += LineClauses.currency(filter.currency)
        conditions += LineClauses.dimensions(
            DimensionFilter(
                client: filter.client, costCentre: filter.costCentre, project: filter.project, product: filter.product),
            of: book)
        if let from = filter.amountFrom {
            conditions += " and line.currency = \(from.currency) and abs(line.minor_units) >= \(from.minorUnits)"
        }
        if let to = filter.amountTo {
            conditions += " and line.currency = \(to.currency) and abs(line.minor_units) <= \(to.minorUnits)"
        }
        return " and exists (select from ledger.line where \(conditions))"
    }
}
