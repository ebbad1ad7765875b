// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CSV
import Contracts
import JSONRPC

/// Books a file of invoice lines: reads it as a stream, makes the clients it names, posts an entry for each invoice.
struct OnlineRetailImport {
    let clients: Remote<ClientsAPI>
    let ledger: Remote<LedgerAPI>
    let target: ImportTarget
    let console: Console

    /// Entries of one call.
    static let batch = 200
    /// Calls that are under way at once.
    static let callsInFlight = 4
    /// Lines after which progress is shown.
    private static let progressEach = 25_000

    /// What is to be posted for one invoice.
    private struct Pending: Sendable {
        let invoice: Invoice
        let posting: Invoice.Posting

        var customer: ClientDirectory.Customer {
            ClientDirectory.Customer(number: posting.customer, country: posting.country)
        }
    }

    private struct Posted: Sendable {
        let pending: [Pending]
        let outcomes: [PostingOutcome]
    }

    /// - Throws: ``Failure`` when the file is no such file, and what the calls throw; what was posted by then
    ///   stays, and the next run of the same file goes on from there.
    func run(_ source: FileSource, rejects: RejectFile) async throws -> (totals: ImportTotals, clients: Int) {
        try await withThrowingTaskGroup(of: Posted.self) { group in
            var state = Run(directory: ClientDirectory(clients, currency: target.currency), rejects: rejects)
            var reader = CSVReader(source)
            guard let header = try reader.next() else { throw Failure("\(source.name) is empty.") }
            let columns = try InvoiceColumns(header: header)
            var grouping = InvoiceGrouping()
            var waiting: [Pending] = []
            var underWay = 0
            while true {
                let events: [InvoiceGrouping.Event]
                let record = try reader.next()
                if let record {
                    let line = columns.read(record)
                    state.totals.read(line)
                    events = grouping.add(line)
                } else {
                    events = grouping.finish()
                }
                waiting += try state.take(events, currencyDigits: target.currency.digits)
                while waiting.count >= Self.batch || (record == nil && !waiting.isEmpty) {
                    let batch = Array(waiting.prefix(Self.batch))
                    waiting.removeFirst(batch.count)
                    if underWay == Self.callsInFlight, let posted = try await group.next() {
                        underWay -= 1
                        try state.settle(posted)
                    }
                    try await state.directory.learn(batch.map(\.customer))
                    let call = try command(for: batch, state.directory)
                    group.addTask { Posted(pending: batch, outcomes: try await ledger.call(call).outcomes) }
                    underWay += 1
                }
                if state.unbooked.count >= Self.batch { try await state.learnUnbooked() }
                if state.totals.linesRead.isMultiple(of: Self.progressEach), state.totals.linesRead > 0, record != nil {
                    console.note("  \(Digits.grouped(state.totals.linesRead)) lines read")
                }
                if record == nil { break }
            }
            try await state.learnUnbooked()
            for try await posted in group { try state.settle(posted) }
            guard state.totals.addUp else {
                throw Failure("The parts do not add up to what was read; this is a defect of kontor.")
            }
            return (state.totals, state.directory.count)
        }
    }

    private func command(for batch: [Pending], _ directory: ClientDirectory) throws -> PostEntries {
        let rules = EntryRules(target: target)
        let entries = try batch.map { pending in
            guard let client = directory.client(of: pending.customer) else {
                throw Failure("The client of invoice \(pending.invoice.number) was not made.")
            }
            return try rules.entry(for: pending.invoice, pending.posting, client: client)
        }
        return PostEntries(book: target.book, entries: try List(validating: entries))
    }

    /// What a run has come to so far.
    private struct Run {
        var directory: ClientDirectory
        let rejects: RejectFile
        var totals = ImportTotals()
        /// Customers of invoices that are not posted.
        var unbooked: [ClientDirectory.Customer] = []

        mutating func learnUnbooked() async throws {
            let customers = unbooked
            unbooked = []
            try await directory.learn(customers)
        }

        mutating func take(_ events: [InvoiceGrouping.Event], currencyDigits: Int) throws -> [Pending] {
            var pending: [Pending] = []
            for event in events {
                switch event {
                case .rejected(let line, let reason):
                    totals.reject(line)
                    try rejects.add(line, reason: reason)
                case .invoice(let invoice):
                    switch invoice.verdict(currencyDigits: currencyDigits) {
                    case .post(let posting): pending.append(Pending(invoice: invoice, posting: posting))
                    case .zero(let customer, let country):
                        totals.zero.add(invoice)
                        // A customer is a client whether or not there was anything to book.
                        if let customer { unbooked.append(.init(number: customer, country: country)) }
                    case .rejected(let reason): try reject(invoice, reason)
                    }
                }
            }
            return pending
        }

        mutating func settle(_ posted: Posted) throws {
            guard posted.outcomes.count == posted.pending.count else {
                throw Failure("\(posted.pending.count) entries were sent, \(posted.outcomes.count) outcomes came back.")
            }
            for (pending, outcome) in zip(posted.pending, posted.outcomes) {
                if outcome.posted == nil {
                    let reason = outcome.refused.map { "the ledger refuses it: \($0.message) (\($0.reason))" }
                    try reject(pending.invoice, reason ?? "the ledger refuses it")
                } else if outcome.isRepeated {
                    totals.repeated.add(pending.invoice)
                } else if pending.posting.minorUnits < 0 {
                    totals.cancellations.add(pending.invoice)
                } else {
                    totals.sales.add(pending.invoice)
                }
            }
        }

        private mutating func reject(_ invoice: Invoice, _ reason: String) throws {
            totals.rejected.add(invoice)
            for line in invoice.lines { try rejects.add(line, reason: reason) }
        }
    }
}
