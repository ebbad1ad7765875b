// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Business reviews and feedback; the record is its fact.
enum ReviewStore {
    /// Without publishing it.
    static func put(_ review: Review, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.review (organisation_id, review_id, client_id, held_on)
            values (\(write.organisation), \(review.id), \(review.client), \(review.heldOn))
            """)
    }

    /// Puts the record and publishes it. The last step of a write.
    static func save(_ feedback: Feedback, in write: ClientWrite) async throws {
        _ = try await write.transaction.execute(
            """
            insert into clients.feedback (organisation_id, feedback_id, client_id, given_at, kind, score)
            values (
                \(write.organisation), \(feedback.id), \(feedback.client), \(feedback.givenAt), \(feedback.kind),
                \(feedback.score))
            """)
        try await write.publish([
            ClientFact(
                .feedback, feedback.id.uuid, Version(unchecked: 1), feedback, about: [feedback.client],
                at: feedback.givenAt)
        ])
    }

    /// The latest review before a day.
    static func last(of client: ClientID, in organisation: OrganisationID, by day: CalendarDate) -> SQL {
        """
        select (
            select fact.record from clients.fact
            where fact.organisation_id = review.organisation_id and fact.kind = 'review'
                and fact.record_id = review.review_id and fact.version = review.version)
        from clients.review
        where review.organisation_id = \(organisation) and review.client_id = \(client)
            and review.held_on <= \(day)
        order by review.held_on desc, review.review_id desc limit 1
        """
    }
}

extension ClientFact {
    static func review(_ review: Review) throws -> ClientFact {
        try ClientFact(.review, review.id.uuid, Version(unchecked: 1), review, about: [review.client])
    }
}
