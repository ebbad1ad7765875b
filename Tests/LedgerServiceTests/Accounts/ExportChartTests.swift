// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ExportChartTests {
    @Test(arguments: ChartTemplate.allCases)
    func exportedChartMakesTheSameChartInAnotherBook(template: ChartTemplate) async throws {
        try await withLedger { ledger in
            let first = try await ledger.call(CreateBook.named("first", chart: template)).book.id
            let text = try await ledger.call(ExportChart(book: first)).csv
            let second = try await ledger.call(CreateBook.named("second")).book.id
            _ = try await ledger.call(
                ImportChart(book: second, idempotencyKey: .fresh(), csv: try CSVText(validating: text.text)))
            #expect(try await ledger.call(ExportChart(book: second)).csv == text)
        }
    }

    @Test func everyMemberOfAnAccountIsExported() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            try await ledger.declare(.costCentre, in: book)
            try await ledger.change(
                .cash, in: book, name: "Cash, \"till\" ünd mehr", isClosed: true, currency: .eur, floor: .eur(-1050),
                requiredDimensions: [.costCentre, .client], opensOn: "2026-01-01", closesOn: "2026-12-31")
            let lines = try await ledger.call(ExportChart(book: book)).csv.text.split(separator: "\n")
            #expect(
                lines.first
                    == "code,name,kind,parent,heading,currency,floor,required_dimensions,opens_on,closes_on,closed")
            #expect(lines.contains("1000,Assets,asset,,true,,,,,,"))
            #expect(
                lines.contains(
                    """
                    1010,"Cash, ""till"" ünd mehr",asset,1000,,EUR,-10.50,client cost_centre,2026-01-01,2026-12-31,true
                    """))
            #expect(lines.dropFirst().map { $0.prefix(4) } == lines.dropFirst().map { $0.prefix(4) }.sorted())
        }
    }

    @Test func anotherOrganisationHasNoSuchBook() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(ExportChart(book: book))
            }
            let error = await #expect(throws: RemoteError.self) {
                try await ledger.as(.accountExecutive).call(ExportChart(book: book))
            }
            #expect(error?.code == -32003)
        }
    }
}
