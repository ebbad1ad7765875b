// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct RecordFeedback: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.recordFeedback"
    public static let summary = "Records what somebody at a client thinks of us."
    public static let access = Access.permission(.writePlans)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotFound.self,
        SubjectErased.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let client: ClientID
    /// A contact at the client.
    public let contact: ContactID?
    public let kind: FeedbackKind
    /// `nps` 0 to 10, `csat` 1 to 5, `ces` 1 to 7; none for `text`, which has a comment.
    public let score: FeedbackScore?
    public let comment: LongText<4000>?
    /// Now when left out, and not later.
    public let givenAt: Instant?

    public init(
        idempotencyKey: IdempotencyKey, client: ClientID, contact: ContactID? = nil, kind: FeedbackKind,
        score: FeedbackScore? = nil, comment: LongText<4000>? = nil, givenAt: Instant? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.contact = contact
        self.kind = kind
        self.score = score
        self.comment = comment
        self.givenAt = givenAt
    }

    public struct Response: Codable, Sendable, Equatable {
        public let feedback: Feedback

        public init(feedback: Feedback) {
            self.feedback = feedback
        }
    }
}
