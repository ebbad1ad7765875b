// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import JSONRPC
import LedgerService
import Postgres
import TestKit

extension CalendarMonth: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let month = try? CalendarMonth(validating: text) else { preconditionFailure(text) }
        self = month
    }
}

extension BudgetCode: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let code = try? BudgetCode(validating: text) else { preconditionFailure(text) }
        self = code
    }
}

extension DimensionCode: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        guard let code = try? DimensionCode(validating: text) else { preconditionFailure(text) }
        self = code
    }
}

extension BudgetLine {
    static func of(
        _ account: AccountCode, _ pence: Int64, from: CalendarMonth = "2026-01", to: CalendarMonth? = nil,
        costCentre: DimensionCode? = nil, check: BudgetCheck? = nil
    ) -> BudgetLine {
        BudgetLine(
            account: account, from: from, to: to, costCentre: costCentre, amount: .gbp(pence), check: check)
    }
}

extension CreateBudget {
    static func of(
        _ code: BudgetCode = "v1", in book: BookID, key: String? = nil, from: CalendarMonth = "2026-01",
        to: CalendarMonth = "2026-12", copyOf: BudgetCode? = nil
    ) throws -> CreateBudget {
        CreateBudget(
            book: book, idempotencyKey: try .init(validating: key ?? "budget-\(code)"), code: code,
            name: try Text(validating: "Budget \(code)"), from: from, to: to, copyOf: copyOf)
    }
}

extension SetBudgetLines {
    static func of(
        _ lines: [BudgetLine], remove: [BudgetLine] = [], budget: BudgetCode = "v1", in book: BookID,
        key: String = "lines", version: Int64? = nil
    ) throws -> SetBudgetLines {
        SetBudgetLines(
            book: book, idempotencyKey: try .init(validating: key), budget: budget,
            ifVersion: version.map { Version(unchecked: $0) }, lines: try List(validating: lines),
            remove: try List(validating: remove))
    }
}

extension ActivateBudget {
    static func of(
        _ budget: BudgetCode = "v1", _ check: BudgetCheck = .refuse, in book: BookID, key: String = "activate",
        version: Int64 = 2, replaces: BudgetCode? = nil
    ) throws -> ActivateBudget {
        ActivateBudget(
            book: book, idempotencyKey: try .init(validating: key), budget: budget,
            ifVersion: Version(unchecked: version), check: check, replaces: replaces)
    }
}

extension RetireBudget {
    static func of(
        _ budget: BudgetCode = "v1", in book: BookID, key: String = "retire", version: Int64 = 3
    ) throws
        -> RetireBudget
    {
        RetireBudget(
            book: book, idempotencyKey: try .init(validating: key), budget: budget,
            ifVersion: Version(unchecked: version))
    }
}

extension PostEntry {
    /// Rent that is paid from the bank.
    static func rent(
        _ pence: Int64, in book: BookID, key: String, on day: CalendarDate = "2026-01-15",
        to account: AccountCode = .rent, costCentre: DimensionCode? = nil
    ) throws -> PostEntry {
        try .of(EntryLine.rent(pence, to: account, costCentre: costCentre), in: book, key: key, on: day)
    }
}

extension EntryLine {
    static func rent(_ pence: Int64, to account: AccountCode = .rent, costCentre: DimensionCode? = nil) -> [EntryLine] {
        [
            EntryLine(account: account, side: .debit, amount: .gbp(pence), costCentre: costCentre),
            .credit(.bank, .gbp(pence)),
        ]
    }
}

extension ServiceUnderTest where S == LedgerServer {
    /// A book that uses cost centres, with an active budget of these lines.
    func openBudgetedBook(_ lines: [BudgetLine], _ check: BudgetCheck = .refuse) async throws -> BookID {
        let book = try await openBook()
        try await useCostCentres(in: book)
        _ = try await call(CreateBudget.of(in: book))
        _ = try await call(SetBudgetLines.of(lines, in: book))
        _ = try await call(ActivateBudget.of("v1", check, in: book))
        return book
    }

    /// Lines of the book may name any cost centre from then on.
    func useCostCentres(in book: BookID) async throws {
        let key = try IdempotencyKey(validating: "cost-centres-\(book)")
        _ = try await call(DeclareDimension(book: book, idempotencyKey: key, dimension: .costCentre))
    }

    func report(_ budget: BudgetCode = "v1", in book: BookID) async throws -> [BudgetReportRow] {
        try await call(GetBudgetReport(book: book, budget: budget)).rows
    }
}
