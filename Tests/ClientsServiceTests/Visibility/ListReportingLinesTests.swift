// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct ListReportingLinesTests {
    @Test func linesAreFoundByUserManagerAndDay() async throws {
        try await withClients { clients in
            try await clients.report(.ann, to: .bob, until: "2026-01-31")
            try await clients.report(.ann, to: .cleo, from: "2026-02-01")
            try await clients.report(.bob, to: .cleo)
            for (filter, expected) in [
                (ReportingLineFilter(), [(1, 2), (1, 3), (2, 3)]), (ReportingLineFilter(user: .ann), [(1, 2), (1, 3)]),
                (ReportingLineFilter(manager: .cleo), [(1, 3), (2, 3)]),
                (ReportingLineFilter(manager: .cleo, asOf: "2026-01-31"), [(2, 3)]),
                (ReportingLineFilter(asOf: "2026-02-01"), [(1, 3), (2, 3)]),
            ] as [(ReportingLineFilter, [(UInt64, UInt64)])] {
                let items = try await clients.call(ListReportingLines(filter: filter)).items
                let found = items.map { ($0.user.uuid.low & 0xFFFF, $0.line.manager.uuid.low & 0xFFFF) }
                #expect(found.map(\.0) == expected.map(\.0) && found.map(\.1) == expected.map(\.1), "\(filter)")
            }
            let ofAnn = try await clients.call(ListReportingLines(filter: ReportingLineFilter(user: .ann))).items
            #expect(ofAnn.map(\.version.rawValue) == [2, 2])
        }
    }

    @Test func pagesGoOnByTheCursor() async throws {
        try await withClients { clients in
            try await clients.report(.ann, to: .bob, until: "2026-01-31")
            try await clients.report(.ann, to: .cleo, from: "2026-02-01")
            try await clients.report(.bob, to: .cleo)
            let all = try await clients.call(ListReportingLines()).items
            var cursor: PageCursor?
            var found: [ReportingLineItem] = []
            repeat {
                let page = try await clients.call(ListReportingLines(limit: PageLimit(unchecked: 1), cursor: cursor))
                found += page.items
                cursor = page.next
            } while cursor != nil
            #expect(found == all)
            #expect(found.count == 3)
        }
    }

    @Test func onlyReadersListTheirOwnOrganisations() async throws {
        try await withClients { clients in
            try await clients.report(.ann, to: .bob)
            #expect(try await clients.inOtherOrganisation.call(ListReportingLines()).items.isEmpty)
            #expect(try await clients.seen(by: .cleo).call(ListReportingLines()).items.count == 1)
            await #expect(
                performing: { try await clients.as(.user(with: [.manageHierarchy])).call(ListReportingLines()) },
                throws: isRemoteError(.permissionDenied))
        }
    }
}
