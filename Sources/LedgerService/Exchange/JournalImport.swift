// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto
import JSONRPC
import Postgres
import ServiceKit

/// Posts the transactions of one call through the book's queue, in their order.
struct JournalImport {
    /// Entries that are handed to the queue at once.
    private static let batchLimit = 500

    private let call: ImportJournal
    private let reading: JournalReading
    private let journal: Journal
    private let caller: Caller
    private let accounts: [AccountCode: AccountNames.KnownAccount]
    private let inference: EntryInference
    private let closings: ClosingImport
    private var names: AccountNames
    private var tally = ImportTally()
    private var pending: [Planned] = []

    /// A transaction that is fit to be posted.
    private struct Planned {
        let transaction: ImportedTransaction
        let request: JournalRequest
        let debits: [Money]
        /// What the journal says of balances after it.
        let assertions: [(account: AccountCode, posting: ImportedPosting)]
        let draft: EntryDraft
    }

    init(
        _ call: ImportJournal, _ reading: JournalReading, journal: Journal, caller: Caller,
        accounts: [AccountCode: AccountNames.KnownAccount]
    ) {
        self.call = call
        self.reading = reading
        self.journal = journal
        self.caller = caller
        self.accounts = accounts
        inference = EntryInference(
            functionalCurrency: journal.book.book.functionalCurrency, conversionAccount: call.conversionAccount,
            prices: reading.prices)
        closings = ClosingImport(book: journal.book, caller: caller, context: journal.context)
        names = AccountNames(
            known: accounts,
            mapped: Dictionary((call.accounts?.elements ?? []).map { ($0.name.text, $0.account) }) { $1 },
            declared: reading.accounts, mayCreate: call.createAccounts ?? false)
    }

    /// Throws `AccountNotFound` for accounts that the call names and the book does not have.
    func requireKnownAccounts() throws {
        let named = (call.accounts?.elements ?? []).map(\.account) + [call.conversionAccount].compactMap(\.self)
        if let unknown = named.first(where: { accounts[$0] == nil }) { throw AccountNotFound(account: unknown) }
    }

    mutating func run() async throws -> ImportJournal.Response {
        let planned = try plan()
        if call.setRates ?? false {
            tally.rates = try await RateImport(book: journal.book, caller: caller, source: call.source).set(
                reading.prices, journal.context.database)
        }
        let created = try await ImportStore.create(
            names.missingInOrder, in: journal.book, at: journal.context.clock.now(), journal.context.database)
        let asserting = planned.filter { !$0.assertions.isEmpty }.map(\.request.key)
        let posted = try await ImportStore.posted(asserting, of: journal.book.number, in: journal.context.database)
        for next in planned {
            if !next.assertions.isEmpty, !posted.contains(next.request.key) {
                try await post()
                if let problem = try await brokenAssertion(of: next) {
                    tally.reject(next.transaction.line, next.debits, problem: problem)
                    continue
                }
            }
            if next.transaction.kind == .closing {
                try await postClosing(next)
                continue
            }
            pending.append(next)
            if pending.count == JournalImport.batchLimit { try await post() }
        }
        try await post()
        return tally.response(accountsCreated: created, ignoredLines: reading.ignoredLines)
    }

    /// Rejects what cannot be posted as it is, and notes what accounts the rest needs.
    private mutating func plan() throws -> [Planned] {
        let before = Dictionary((call.repeats?.elements ?? []).map { ($0.line.rawValue, $0.before.rawValue) }) { $1 }
        var occurrences: [String: Int64] = [:]
        var planned: [Planned] = []
        for read in reading.transactions {
            let digest = Array(SHA256.hash(data: Array(read.source.utf8)))
            let text = ChainHash(bytes: digest)?.text ?? ""
            let occurrence = before[Int64(read.line)] ?? occurrences[text, default: 0]
            occurrences[text, default: 0] += 1
            var debits: [Money] = []
            do throws(JournalProblem) {
                let transaction = try read.result.get()
                debits = inference.debits(of: transaction)
                guard tally.reserve(debits) else {
                    debits = []
                    throw JournalProblem("the sum of all amounts is too large")
                }
                let identity = transaction.number.map { "number\n\($0)" } ?? "text\n\(text)\n\(occurrence)"
                guard let next = try plan(transaction, debits, identity, digest) else {
                    tally.addEmpty()
                    continue
                }
                planned.append(next)
            } catch {
                tally.reject(read.line, debits, problem: error)
            }
        }
        return planned
    }

    /// Nil when there is nothing to post and nothing to check.
    private mutating func plan(
        _ transaction: ImportedTransaction, _ debits: [Money], _ identity: String, _ digest: [UInt8]
    ) throws(JournalProblem) -> Planned? {
        guard let lines = try inference.lines(of: transaction, &names) else {
            if let posting = transaction.postings.first(where: { $0.assertion != nil }) {
                throw JournalProblem("it asserts a balance and moves nothing", line: posting.line)
            }
            return nil
        }
        var assertions: [(AccountCode, ImportedPosting)] = []
        for posting in transaction.postings where posting.assertion != nil {
            if let account = try names.account(of: posting.account) { assertions.append((account, posting)) }
        }
        do {
            var draft = EntryDraft(
                postedOn: transaction.postedOn, kind: transaction.kind, module: transaction.module,
                description: transaction.description, documentReference: transaction.documentReference,
                external: try external(transaction), lines: lines)
            draft.metadata =
                transaction.metadata.isEmpty ? nil : try StoredRecord.encode(transaction.metadata)
            // A line feed, which no caller's key can have, keeps these keys apart from theirs.
            let request = JournalRequest(
                command: .post(draft), key: KeyDigest.key("import\n\(call.source)\n\(identity)"),
                paramsDigest: KeyDigest.params(digest), actor: try Text(validating: caller.label))
            try closings.requireLawful(draft)
            return Planned(
                transaction: transaction, request: request, debits: debits, assertions: assertions, draft: draft)
        } catch let problem as JournalProblem {
            throw problem
        } catch {
            throw JournalProblem("\(error)")
        }
    }

    /// What the journal says, or its number in the source.
    private func external(_ transaction: ImportedTransaction) throws -> ExternalReference? {
        if let external = transaction.external { return external }
        return try transaction.number.map {
            ExternalReference(source: call.source, reference: try Text(validating: $0))
        }
    }

    private mutating func post() async throws {
        guard !pending.isEmpty else { return }
        let answers = try await journal.submit(JournalUnit(pending.map(\.request)))
        for (planned, answer) in zip(pending, answers) { try note(answer, of: planned) }
        pending = []
    }

    /// Alone, after those before it.
    private mutating func postClosing(_ planned: Planned) async throws {
        try await post()
        do {
            try note(try await closings.post(planned.request, planned.draft), of: planned)
        } catch let problem as JournalProblem {
            tally.reject(planned.transaction.line, planned.debits, problem: problem)
        }
    }

    private mutating func note(_ answer: PostingAnswer, of planned: Planned) throws {
        switch answer.result {
        case .posted: tally.add(answer.isRepeated ? .repeated : .posted, planned.debits)
        case .refused(let refusal):
            try tally.reject(planned.transaction.line, planned.debits, refusal: refusal)
        case .held: throw RPCFailure(.internalError, detail: "an imported entry's key stands for a hold")
        }
    }

    /// What the book's balances would be after the transaction, beside what the journal says. Everything before it is
    /// posted.
    private func brokenAssertion(of planned: Planned) async throws -> JournalProblem? {
        for (account, posting) in planned.assertions {
            guard let assertion = posting.assertion else { continue }
            var balances = try await ImportStore.balances(
                of: account, in: journal.book.number, journal.context.database)
            // Lines stand in the order of postings; those up to the assertion's count.
            let count = planned.transaction.postings.prefix { $0.line <= posting.line }.count
            for earlier in planned.transaction.postings.prefix(count) {
                guard let amount = earlier.amount, earlier.account == posting.account else { continue }
                let (sum, overflow) = balances[amount.currency, default: 0].addingReportingOverflow(amount.minorUnits)
                if overflow { return JournalProblem("a balance is too large", line: posting.line) }
                balances[amount.currency] = sum
            }
            let currency = assertion.balance.currency
            let found = Money(minorUnits: balances[currency, default: 0], currency: currency)
            if found != assertion.balance {
                return JournalProblem(
                    "the journal says that the balance is \(assertion.balance), and it is \(found)", line: posting.line)
            }
            if assertion.isOnly, let other = balances.first(where: { $0.key != currency && $0.value != 0 }) {
                return JournalProblem(
                    "the journal says that there is no balance but in \(currency), and there is one in \(other.key)",
                    line: posting.line)
            }
        }
        return nil
    }
}
