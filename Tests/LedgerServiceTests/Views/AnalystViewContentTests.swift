// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import LedgerService
import Postgres
import TestKit
import Testing

/// Each view against what the service answers about the same book; the reader is bound to one of two organisations, and
/// the other one's book is in the same tables.
@Suite struct AnalystViewContentTests {
    @Test func booksAndAccountsAreThoseOfTheService() async throws {
        try await withBooksOfTwoOrganisations { ledger, id, analyst in
            let book = try await ledger.call(GetBook(book: id)).book
            try await expectRows(
                "books", "book_id", "book", "name", "organisation_id", "functional_currency", "time_zone", "created_at",
                equals: [
                    [
                        "\(book.id)", "\(book.code)", "\(book.name)", "\(OrganisationID.first)", "GBP", "Europe/London",
                        "\(book.createdAt)",
                    ]
                ], in: analyst)
            let accounts = try await ledger.call(ListAccounts(book: id, limit: PageLimit(unchecked: 1000))).items
            let parents = Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0.parent) })
            func path(_ code: AccountCode) -> [AccountCode] {
                (parents[code] ?? nil).map { path($0) + [code] } ?? [code]
            }
            try await expectRows(
                "accounts", "account", "name", "kind", "normal_side", "parent", "path", "depth", "is_heading",
                "is_closed", "opens_on", "closes_on", "currency", "floor", "requires_client", "requires_project",
                "account_id", "version",
                equals: accounts.map { account in
                    let above = path(account.code)
                    return [
                        "\(account.code)", "\(account.name)", account.kind.rawValue, account.normalSide.rawValue,
                        account.parent?.text, "{" + above.map(\.text).joined(separator: ",") + "}",
                        "\(above.count - 1)", "\(account.isHeading)", "\(account.isClosed)",
                        account.opensOn.map { "\($0)" }, account.closesOn.map { "\($0)" }, account.currency?.text,
                        account.floor?.amount, "\(account.requiredDimensions.contains(.client))",
                        "\(account.requiredDimensions.contains(.project))", "\(account.id)",
                        "\(account.version.rawValue)",
                    ]
                }, in: analyst)
        }
    }

    @Test func dimensionsPeriodsRatesAndBudgetsAreThoseOfTheService() async throws {
        try await withBooksOfTwoOrganisations { ledger, id, analyst in
            var values: [DimensionValue] = []
            for dimension in [Dimension.client, .costCentre] {
                values += try await ledger.call(ListDimensionValues(book: id, dimension: dimension)).items
            }
            try await expectRows(
                "dimension_values", "dimension", "value", "name", "is_closed",
                equals: values.map { [$0.dimension.rawValue, $0.code.text, $0.name?.text, "\($0.isClosed)"] },
                in: analyst)
            let periods = try await ledger.call(ListPeriods(book: id)).items
            try await expectRows(
                "periods", "year", "period", "starts_on", "ends_on", "state", "is_year_closed",
                equals: periods.map {
                    [
                        $0.year.text, $0.code.text, "\($0.startsOn)", "\($0.endsOn)", $0.state.rawValue,
                        "\($0.year == "2025")",
                    ]
                }, in: analyst)
            let rates = try await ledger.call(ListRates(book: id, filter: RateFilter(withHistory: true))).items
            try await expectRows(
                "rates", "rate_type", "from_currency", "to_currency", "starts_on", "valid_until", "rate", "source",
                "revision", "recorded_at", "recorded_by", "after_entry", "ended_at", "ended_by", "ended_after_entry",
                equals: rates.map {
                    [
                        $0.type.text, $0.from.text, $0.to.text, "\($0.on)", $0.validUntil.map { "\($0)" }, $0.rate.text,
                        $0.source?.text, "\($0.revision.rawValue)", "\($0.recordedAt)", $0.recordedBy.text,
                        "\($0.afterEntry.rawValue)", $0.endedAt.map { "\($0)" }, $0.endedBy?.text,
                        $0.endedAfterEntry.map { "\($0.rawValue)" },
                    ]
                }, in: analyst)
            let report = try await ledger.call(GetBudgetReport(book: id, budget: "v1"))
            try await expectRows(
                "budget_lines", "budget", "budget_name", "state", "account", "account_name", "account_kind",
                "first_month", "last_month", "dimension", "value", "functional_currency", "amount", "minor_units",
                equals: report.rows.map { row in
                    [
                        "v1", report.budget.name.text, report.budget.state.rawValue, row.line.account.text,
                        row.accountName.text, row.kind.rawValue, "\(row.line.from)-01",
                        "\(row.line.to ?? row.line.from)-01", row.line.costCentre.map { _ in "cost_centre" },
                        row.line.costCentre?.text, "GBP", row.line.amount.amount, "\(row.line.amount.minorUnits)",
                    ]
                }, in: analyst)
        }
    }

    @Test func entriesAndLinesAreThoseOfTheService() async throws {
        try await withBooksOfTwoOrganisations { ledger, id, analyst in
            let entries = try await ledger.call(ListEntries(book: id, limit: PageLimit(unchecked: 1000))).items
            #expect(Set(entries.map(\.kind)).count >= 4)
            try await expectRows(
                "entries", "entry_number", "posted_on", "recorded_at", "kind", "module", "description",
                "document_reference", "source", "external_reference", "recorded_by", "reverses", "reversed_by",
                "metadata",
                equals: entries.map { entry in
                    let metadata = entry.metadata?.map { "{\"name\": \"\($0.name)\", \"value\": \"\($0.value)\"}" }
                    return [
                        "\(entry.number.rawValue)", "\(entry.postedOn)", "\(entry.recordedAt)", entry.kind.rawValue,
                        entry.module.rawValue, entry.description?.text, entry.documentReference?.text,
                        entry.external?.source.text, entry.external?.reference.text, entry.recordedBy.text,
                        entry.reverses.map { "\($0.rawValue)" }, entry.reversedBy.map { "\($0.rawValue)" },
                        metadata.map { "[" + $0.joined(separator: ", ") + "]" },
                    ]
                }, in: analyst)
            let accounts = try await ledger.call(ListAccounts(book: id, limit: PageLimit(unchecked: 1000))).items
            let known = Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0) })
            var versions: [AccountCode: Int] = [:]
            var balances: [String: Int64] = [:]
            try await expectRows(
                "lines", "entry_number", "line_number", "posted_on", "entry_kind", "document_reference", "account",
                "account_name", "account_kind", "side", "currency", "amount", "minor_units", "functional_currency",
                "functional_amount", "functional_minor_units", "client_id", "cost_centre", "memo", "account_version",
                "balance_after",
                equals: try entries.flatMap { entry in
                    try entry.lines.enumerated().map { place, line in
                        let account = try #require(known[line.account])
                        let sign: Int64 = line.side == .debit ? 1 : -1
                        func signed(_ money: Money) -> Money {
                            Money(minorUnits: money.minorUnits * sign, currency: money.currency)
                        }
                        let functional = signed(line.functionalAmount ?? line.amount)
                        versions[line.account, default: 0] += 1
                        balances["\(line.account) \(line.amount.currency)", default: 0] +=
                            signed(line.amount).minorUnits
                        let after = Money(
                            minorUnits: balances["\(line.account) \(line.amount.currency)"] ?? 0,
                            currency: line.amount.currency)
                        return [
                            "\(entry.number.rawValue)", "\(place + 1)", "\(entry.postedOn)", entry.kind.rawValue,
                            entry.documentReference?.text, line.account.text, account.name.text, account.kind.rawValue,
                            line.side.rawValue, line.amount.currency.text, signed(line.amount).amount,
                            "\(signed(line.amount).minorUnits)", "GBP", functional.amount, "\(functional.minorUnits)",
                            line.client.map { "\($0)" }, line.costCentre?.text, line.memo?.text,
                            "\(versions[line.account] ?? 0)", after.amount,
                        ]
                    }
                }, in: analyst)
        }
    }

    @Test func balancesAndMonthsAreThoseOfTheService() async throws {
        try await withBooksOfTwoOrganisations { ledger, id, analyst in
            let balances = try await ledger.call(GetBalances(book: id)).balances
            try await expectRows(
                "balances", "account", "account_name", "account_kind", "currency", "debits", "credits", "balance",
                "minor_units", "functional_currency", "functional_debits", "functional_credits", "functional_balance",
                "functional_minor_units", "pending_debits", "pending_credits", "account_version",
                equals: balances.map {
                    [
                        $0.account.text, $0.name.text, $0.kind.rawValue, $0.balance.currency.text, $0.debits.amount,
                        $0.credits.amount, $0.balance.amount, "\($0.balance.minorUnits)", "GBP",
                        $0.functional.debits.amount, $0.functional.credits.amount, $0.functional.closing.amount,
                        "\($0.functional.closing.minorUnits)", $0.holds?.pendingDebits.amount,
                        $0.holds?.pendingCredits.amount, $0.version.map { "\($0.rawValue)" },
                    ]
                }, in: analyst)
            let all = try await months(of: id, withoutClosings: false, in: ledger)
            let open = try await months(of: id, withoutClosings: true, in: ledger)
            try await expectRows(
                "trial_balance_by_month", "month", "account", "functional_currency", "opening", "debits", "credits",
                "closing", "closing_minor_units", "year_end_debits", "year_end_credits",
                equals: Self.rows(of: all, withoutClosings: open), in: analyst)
            let trial = try await ledger.call(GetTrialBalance(book: id))
            let debits = try await analyst.row(
                "select sum(functional_debits)::text from ledger.balances", as: String.self)
            #expect(debits == trial.totalDebits.amount)
        }
    }

    private static func rows(
        of all: [String: PeriodFigures], withoutClosings: [String: PeriodFigures]
    ) -> [[String?]] {
        var closings = 0
        let rows = all.compactMap { place, figures -> [String?]? in
            let (debits, credits) = (figures.debits.minorUnits, figures.credits.minorUnits)
            guard debits != 0 || credits != 0 else { return nil }
            // An account may have moved by closings alone, and have no row without them.
            let open = withoutClosings[place]
            if open != figures { closings += 1 }
            let opening = figures.closing.minorUnits - debits + credits
            return place.components(separatedBy: " | ") + [
                "GBP", Money.gbp(opening).amount, figures.debits.amount, figures.credits.amount,
                figures.closing.amount, "\(figures.closing.minorUnits)",
                Money.gbp(debits - (open?.debits.minorUnits ?? 0)).amount,
                Money.gbp(credits - (open?.credits.minorUnits ?? 0)).amount,
            ]
        }
        #expect(closings > 0, "no closing is among them")
        return rows
    }

    /// By the month's first day and the account.
    private func months(
        of book: BookID, withoutClosings: Bool, in ledger: TestLedger
    ) async throws -> [String: PeriodFigures] {
        let answer = try await ledger.call(
            GetPeriodBalances(
                book: book, from: "2025-01-01", to: "2026-12-31", by: .month, withoutClosings: withoutClosings))
        return Dictionary(
            uniqueKeysWithValues: answer.rows.flatMap { row in
                zip(answer.columns, row.periods).map { ("\($0.from) | \(row.account)", $1) }
            })
    }

    @Test func holdsFeedAndChainAreThoseOfTheService() async throws {
        try await withBooksOfTwoOrganisations { ledger, id, analyst in
            let holds = try await ledger.call(ListHolds(book: id)).items
            #expect(Set(holds.map(\.state)) == [.active, .confirmed])
            try await expectRows(
                "holds", "state", "debit_account", "credit_account", "currency", "amount", "remaining", "minor_units",
                "remaining_minor_units", "created_at", "expires_at", "ended_at", "recorded_by", "description",
                equals: holds.map {
                    [
                        $0.state.rawValue, $0.debit.text, $0.credit.text, $0.amount.currency.text, $0.amount.amount,
                        $0.remaining.amount, "\($0.amount.minorUnits)", "\($0.remaining.minorUnits)", "\($0.createdAt)",
                        $0.expiresAt.map { "\($0)" }, $0.endedAt.map { "\($0)" }, $0.recordedBy.text,
                        $0.description?.text,
                    ]
                }, in: analyst)
            let feed = try await ledger.as(.administrator).call(
                ReadLedgerFeed(book: id, after: FeedPosition(unchecked: 0), limit: PageLimit(unchecked: 1000)))
            #expect(feed.items.last?.position == feed.head)
            #expect(Set(feed.items.map(\.kind)).isSuperset(of: [.book, .account, .hold, .period, .rate]))
            try await expectRows(
                "feed_records", "position", "kind",
                equals: feed.items.filter { $0.kind != .entry }.map {
                    ["\($0.position.rawValue)", $0.kind.rawValue]
                }, in: analyst)
            let through = try #require(try await ledger.as(.administrator).verify(id).through)
            let last = try await analyst.row(
                "select feed_position, hash from ledger.chain_links order by feed_position desc limit 1",
                as: (Int64, String).self)
            #expect(last.0 == through.position.rawValue && last.1 == through.hash.text)
        }
    }
}
