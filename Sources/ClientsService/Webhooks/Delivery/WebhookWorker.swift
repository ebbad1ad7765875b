// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import Synchronization

/// Delivers events to the receivers of webhooks: one run for each webhook, event after event in the order of the feed,
/// and all webhooks beside each other. Replicas share them by claims.
struct WebhookWorker {
    /// Webhooks that one replica serves at a time.
    static let slotLimit = 32
    /// Webhooks that one look claims.
    static let claimLimit = 8
    /// Between two looks for webhooks that have something to deliver.
    private static let pause = Duration.milliseconds(500)
    private static let keptSeconds: Int64 = 7 * 86_400
    private static let forgottenAtOnce = 10_000

    let context: ClientsContext
    let log: ServiceLog

    /// Until it is cancelled.
    func run() async throws {
        let slots = Slots()
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                let free = WebhookWorker.slotLimit - slots.used
                let askedAt = ContinuousClock.now
                let claims = free > 0 ? try await claims(min(free, WebhookWorker.claimLimit)) : []
                for claim in claims {
                    slots.take()
                    context.webhooks.running.increment()
                    group.addTask {
                        await serve(claim, askedAt: askedAt)
                        context.webhooks.running.decrement()
                        slots.give()
                    }
                }
                if claims.isEmpty { try await Task.sleep(for: WebhookWorker.pause * Double.random(in: 0.8...1.2)) }
            }
        }
    }

    /// All that is due, until nothing is.
    func deliverDue() async throws {
        while true {
            let askedAt = ContinuousClock.now
            let rows = try await look(WebhookWorker.claimLimit)
            if rows.isEmpty { return }
            let claims = readable(rows)
            await withDiscardingTaskGroup { group in
                for claim in claims { group.addTask { await serve(claim, askedAt: askedAt) } }
            }
        }
    }

    /// Attempts of last week, and secrets that count no more.
    func forget() async throws {
        let now = context.clock.now()
        try await WebhookProgressStore.forgetFormerSecrets(at: now, in: context.database)
        var forgotten = WebhookWorker.forgottenAtOnce
        while forgotten == WebhookWorker.forgottenAtOnce {
            forgotten = try await WebhookProgressStore.forgetDeliveries(
                before: now.adding(seconds: -WebhookWorker.keptSeconds), limit: forgotten, in: context.database)
        }
    }

    /// None while the database cannot be asked.
    private func claims(_ limit: Int) async throws -> [WebhookClaim] {
        do {
            return readable(try await look(limit))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            log.warning("webhooks were not looked for", error, [:])
            return []
        }
    }

    private func look(_ limit: Int) async throws -> [WebhookClaimRow] {
        let now = context.clock.now()
        return try await context.database.rows(
            WebhookProgressStore.claim(limit, passing: context.webhooks.unopened.present(at: now), at: now),
            as: WebhookClaimRow.self)
    }

    /// What this version of the service cannot read is another's; its claim runs out.
    private func readable(_ rows: [WebhookClaimRow]) -> [WebhookClaim] {
        rows.compactMap { row in
            switch row.claim {
            case .success(let claim): return claim
            case .failure(let error):
                log.warning("a webhook cannot be read", error, [:])
                return nil
            }
        }
    }

    /// A claim that is not given back, because of a failure here, is one that runs out.
    private func serve(_ claim: WebhookClaim, askedAt: ContinuousClock.Instant) async {
        do {
            try await WebhookRun(claim, askedAt: askedAt, in: context).deliver()
        } catch is CancellationError {
            // The service stops; the claim runs out.
        } catch {
            log.warning("a webhook was not served", error, ["webhook": claim.webhook.id.text])
        }
    }

    private final class Slots: Sendable {
        private let count = Atomic<Int>(0)

        var used: Int { count.load(ordering: .relaxed) }
        func take() { count.wrappingAdd(1, ordering: .relaxed) }
        func give() { count.wrappingSubtract(1, ordering: .relaxed) }
    }
}
