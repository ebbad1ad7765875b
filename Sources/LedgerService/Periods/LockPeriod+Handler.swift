// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import ServiceKit

extension LockPeriod: Handler {
    package func handle(as caller: Caller, in context: LedgerContext) async throws -> Response {
        try requireFit()
        let book = try await context.book(book, of: caller)
        let actor = try Text<1, 100>(validating: caller.label)
        return try await context.commands.once(self, by: caller) { tx in
            let head = try await HeadStore.lock(book.number, in: tx)
            let record = try await PeriodStore.period(period, of: book.number, in: tx)
            let now = context.clock.now()
            switch level {
            case .soft:
                guard record.period.state != .locked else { throw PeriodLockedForGood(period: period) }
                try await PeriodStore.lock(
                    record, EntryModule.chosen(modules), except: exceptions?.elements ?? [], by: actor, at: now,
                    in: book.number, tx)
            case .hard:
                try await PeriodStore.lockForGood(record, by: actor, at: now, in: book.number, tx)
            }
            return Response(
                period: try await PeriodStore.note(record, of: book.number, after: head, in: tx))
        }
    }

    private func requireFit() throws(InvalidParams) {
        if level == .hard {
            guard modules == nil else {
                throw InvalidParams(path: "$.modules", rule: "must be absent for a hard lock, which is for all")
            }
            guard exceptions == nil else {
                throw InvalidParams(path: "$.exceptions", rule: "must be absent for a hard lock, which has none")
            }
        }
        for (index, exception) in (exceptions?.elements ?? []).enumerated() {
            guard (exception.user == nil) != (exception.serviceAccount == nil) else {
                throw InvalidParams(
                    path: "$.exceptions[\(index)]", rule: "must name either a user or a service account")
            }
        }
    }
}

extension EntryModule {
    /// Those named, each once; all when none is.
    static func chosen(_ modules: List<1, 7, EntryModule>?) -> [EntryModule] {
        modules.map { chosen in allCases.filter(chosen.contains) } ?? allCases
    }
}
