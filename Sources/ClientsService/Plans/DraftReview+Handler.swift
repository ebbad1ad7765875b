// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension DraftReview: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        guard from <= to else { throw InvalidParams(path: "$.to", rule: "must not be before from") }
        guard try await ClientStore.exists(client, of: context.sight(of: caller), in: context.database) else {
            throw ClientNotFound()
        }
        let draft = ReviewDraftStore(organisation: caller.organisation, client: client, from: from, to: to)
        let (activities, concerns, counts, feedback, plans, last) = try await context.database.pipeline(
            Postgres.Query.rows(draft.activities, as: (ActivityKind, Count, Count).self),
            Postgres.Query.row(draft.concerns, as: (Count, Count, Count, Count).self),
            Postgres.Query.row(draft.counts, as: (Count, Count, Count).self),
            Postgres.Query.rows(draft.feedback, as: (FeedbackKind, Int64, Int64, Int64, Int64).self),
            Postgres.Query.rows(draft.plans(limit: 20), as: StoredFact<Plan>.self),
            Postgres.Query.optionalRow(
                ReviewStore.last(of: client, in: caller.organisation, by: to), as: StoredFact<Review>.self))
        return Response(
            activities: activities.map { ActivityCount(kind: $0.0, count: $0.1, twoWay: $0.2) },
            concernsOpened: concerns.0, concernsResolved: concerns.1, concernsOpen: concerns.2,
            concernsAcknowledgedLate: concerns.3, risksOpen: counts.0, tasksDone: counts.1,
            feedback: try feedback.map(FeedbackAverage.init), needsOpen: counts.2,
            plans: try await progress(of: plans.map(\.record), for: caller, in: context), lastReview: last?.record)
    }

    private func progress(
        of plans: [Plan], for caller: Caller, in context: ClientsContext
    ) async throws -> [PlanDraft] {
        let day = CalendarDate(of: context.clock.now())
        var drafts: [PlanDraft] = []
        for plan in plans {
            let items = try await context.database.rows(
                PlanStore.items(of: plan.id, in: caller.organisation), as: StoredFact<PlanItem>.self)
            drafts.append(
                PlanDraft(
                    plan: plan.id, title: plan.title, state: plan.state,
                    progress: PlanRules.progress(of: items.map(\.record), on: day)))
        }
        return drafts
    }
}

extension FeedbackAverage {
    /// Of the answers of a kind: their count, the sum of the scores, promoters and detractors.
    fileprivate init(kind: FeedbackKind, count: Int64, sum: Int64, promoters: Int64, detractors: Int64) throws {
        let net = try ReviewRules.text(ofHundredths: (promoters - detractors) * 10_000 / count)
        self.init(
            kind: kind, count: Count(Int(count)), average: try ReviewRules.text(ofHundredths: sum * 100 / count),
            netPromoters: kind == .nps ? net : nil)
    }
}
