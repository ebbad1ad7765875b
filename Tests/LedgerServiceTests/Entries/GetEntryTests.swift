// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct GetEntryTests {
    @Test func entryComesBackAsItWasPosted() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let client = ClientID.new(at: Clocks.start)
            let lines = EntryLine.sale(300, client: client)
            let posted = try await ledger.post(.of(lines, in: book, on: "2026-02-03", document: "INV-1"))
            let entry = try await ledger.call(GetEntry(book: book, entry: posted.entry)).entry
            #expect(entry.id == posted.entry && entry.number == posted.number)
            #expect(entry.lines == lines && entry.documentReference?.text == "INV-1")
            #expect(entry.postedOn == "2026-02-03")
        }
    }

    @Test func entryOfAnotherBookOrOrganisationIsAbsent() async throws {
        try await withLedger { ledger in
            let (one, two) = (try await ledger.openBook("one"), try await ledger.openBook("two"))
            let posted = try await ledger.post(.of(EntryLine.sale(300), in: one))
            await #expect(throws: EntryNotFound()) { try await ledger.call(GetEntry(book: two, entry: posted.entry)) }
            await #expect(throws: BookNotFound()) {
                try await ledger.inOtherOrganisation.call(GetEntry(book: one, entry: posted.entry))
            }
            await #expect(throws: EntryNotFound()) {
                try await ledger.call(GetEntry(book: one, entry: EntryID.new(at: Clocks.start)))
            }
        }
    }

    @Test func entryIsFoundByNumberAndByExternalReference() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let external = ExternalReference(
                source: try Text(validating: "shop"), reference: try Text(validating: "A-17"))
            let new = try PostEntry.of(EntryLine.sale(300), in: book)
            let posted = try await ledger.post(
                PostEntry(
                    book: book, idempotencyKey: new.idempotencyKey, postedOn: new.postedOn, external: external,
                    lines: new.lines))
            let entry = try await ledger.call(GetEntry(book: book, entry: posted.entry)).entry
            #expect(entry.external == external)
            #expect(try await ledger.call(GetEntry(book: book, number: posted.number)).entry == entry)
            #expect(try await ledger.call(GetEntry(book: book, external: external)).entry == entry)
            for absent in [
                GetEntry(book: book, number: EntryNumber(unchecked: 2)),
                GetEntry(
                    book: book,
                    external: ExternalReference(source: external.source, reference: try Text(validating: "A-1"))),
            ] {
                await #expect(throws: EntryNotFound()) { try await ledger.call(absent) }
            }
        }
    }

    @Test func entryIsNamedInExactlyOneWay() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBook()
            let posted = try await ledger.post(.of(EntryLine.sale(300), in: book))
            for call in [GetEntry(book: book), GetEntry(book: book, entry: posted.entry, number: posted.number)] {
                let error = await #expect(throws: RemoteError.self) { try await ledger.call(call) }
                #expect(error?.code == StandardCode.invalidParams.rawValue)
            }
        }
    }
}
