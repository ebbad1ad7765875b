// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@Suite struct LockPeriodTests {
    private static func locked(
        _ period: PeriodCode, _ level: LockLevel = .soft, _ module: EntryModule = .general
    ) -> PeriodLocked {
        PeriodLocked(period: period, level: level, module: module)
    }

    @Test func lockOfAllModulesIsOneOfEach() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let period = try await ledger.lock("2026-01", in: book)
            #expect(period.locks.map(\.module) == EntryModule.allCases)
            for module in EntryModule.allCases {
                await #expect(throws: Self.locked("2026-01", .soft, module)) {
                    try await ledger.sell(1, in: book, on: "2026-01-09", module: module, key: module.rawValue)
                }
            }
        }
    }

    @Test func exceptionsPostUntilTheyExpire() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let (first, second) = (Caller.user(.bookkeeper), Caller.user(.bookkeeper))
            let robot = Caller.serviceAccount(with: [.postEntries])
            let exceptions = try [first, second, robot].map { caller in
                switch caller.subject {
                case .user(let user):
                    // The second one's time is over; the database's clock counts.
                    LockException(user: user, expiresAt: caller == first ? .farAway : Instant(microseconds: 1))
                case .serviceAccount(let account): LockException(serviceAccount: account)
                default: throw ContractViolation("no caller of this kind")
                }
            }
            let period = try await ledger.lock("2026-01", in: book, except: exceptions)
            #expect(period.locks.first?.exceptions == exceptions)
            try await ledger.as(first).sell(1, in: book, on: "2026-01-09", key: "a")
            try await ledger.as(robot).sell(1, in: book, on: "2026-01-09", key: "b")
            await #expect(throws: Self.locked("2026-01")) {
                try await ledger.as(second).sell(1, in: book, on: "2026-01-09", key: "c")
            }
            await #expect(throws: Self.locked("2026-01")) {
                try await ledger.sell(1, in: book, on: "2026-01-09", key: "d")
            }
            try await ledger.lock("2026-01", in: book, key: "without")
            await #expect(throws: Self.locked("2026-01")) {
                try await ledger.as(first).sell(1, in: book, on: "2026-01-09", key: "e")
            }
        }
    }

    @Test func hardLockHoldsEverybodyForGood() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            guard case .user(let user) = ledger.caller.subject else { return }
            try await ledger.lock("2026-01", in: book, except: [LockException(user: user)], key: "soft")
            try await ledger.sell(1, in: book, on: "2026-01-09", key: "a")
            let period = try await ledger.lock("2026-01", in: book, .hard, key: "hard")
            #expect(period.state == .locked && period.locks.last?.level == .hard)
            #expect(try await ledger.lock("2026-01", in: book, .hard, key: "again") == period)
            await #expect(throws: Self.locked("2026-01", .hard)) {
                try await ledger.sell(1, in: book, on: "2026-01-09", key: "b")
            }
            await #expect(throws: PeriodLockedForGood(period: "2026-01")) {
                try await ledger.lock("2026-01", in: book, key: "softer")
            }
        }
    }

    @Test func lockHoldsReversalsGroupsAndConfirmationsToo() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let sale = try await ledger.sell(5, in: book, on: "2026-01-15", key: "sale")
            let hold = try await ledger.call(
                HoldFunds(book: book, idempotencyKey: "hold", debit: .cash, credit: .bank, amount: .gbp(5))
            ).hold
            try await ledger.lock("2026-01", in: book)
            let locked = Self.locked("2026-01")
            await #expect(throws: locked) {
                try await ledger.call(ReverseEntry(book: book, idempotencyKey: "r1", entry: sale.entry))
            }
            await #expect(throws: locked) {
                try await ledger.call(
                    ConfirmHold(book: book, idempotencyKey: "c1", hold: hold, postedOn: "2026-01-31"))
            }
            let entries = try [
                NewEntry.of(EntryLine.sale(1), key: "g1", on: "2026-02-01"),
                NewEntry.of(EntryLine.sale(1), key: "g2", on: "2026-01-31"),
            ]
            let group = PostEntries(book: book, entries: try List(validating: entries), atomic: true)
            let outcomes = try await ledger.call(group).outcomes
            #expect(outcomes.allSatisfy { $0.posted == nil })
            #expect(outcomes[1].refused?.reason.text == PeriodLocked.reason)
            _ = try await ledger.call(
                ReverseEntry(book: book, idempotencyKey: "r2", entry: sale.entry, postedOn: "2026-02-01"))
            _ = try await ledger.call(
                ConfirmHold(book: book, idempotencyKey: "c2", hold: hold, postedOn: "2026-02-01"))
            #expect(try await ledger.entryCount(of: book) == 3)
        }
    }

    @Test func changedLocksAreFactsOfTheFeed() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            let reader = ledger.as(ledger.caller.with([.readLedgerFeed]))
            let before = try await reader.call(ReadLedgerFeed(book: book, after: .start)).head
            let period = try await ledger.lock("2026-01", in: book, modules: [.assets])
            try await ledger.lock("2026-01", in: book, .hard, key: "hard")
            try await ledger.lock("2026-01", in: book, .hard, key: "again")
            let changes = try await reader.call(ReadLedgerFeed(book: book, after: before)).items
            #expect(changes.map(\.kind) == [.period, .period])
            #expect(changes.first?.period == period)
        }
    }

    @Test func locksThatCannotBeAreInvalid() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            guard case .user(let user) = ledger.caller.subject else { return }
            func expectInvalid(
                _ level: LockLevel, modules: [EntryModule]? = nil, except exceptions: [LockException]? = nil
            ) async {
                let error = await #expect(throws: RemoteError.self) {
                    try await ledger.lock("2026-01", in: book, level, modules: modules, except: exceptions)
                }
                #expect(error?.code == -32602)
            }
            await expectInvalid(.hard, modules: [.general])
            await expectInvalid(.hard, except: [LockException(user: user)])
            await expectInvalid(.soft, except: [LockException()])
            #expect(try await ledger.states(in: book).allSatisfy { $0 == .open })
        }
    }

    @Test func unknownPeriodsOtherOrganisationsAndMissingRightsAreRefused() async throws {
        try await withLedger { ledger in
            let book = try await ledger.openBookWithYears()
            await #expect(throws: PeriodNotFound(period: "2026-13")) { try await ledger.lock("2026-13", in: book) }
            let other = ledger.inOtherOrganisation
            await #expect(throws: BookNotFound()) { try await other.lock("2026-01", in: book) }
            let bookkeeper = ledger.as(.bookkeeper)
            let locking = await #expect(throws: RemoteError.self) { try await bookkeeper.lock("2026-01", in: book) }
            #expect(locking?.code == -32003)
        }
    }
}

extension Instant {
    fileprivate static let farAway = Instant(microseconds: 32_503_680_000_000_000)
}
