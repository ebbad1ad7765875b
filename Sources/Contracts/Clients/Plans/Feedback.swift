// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum FeedbackKind: String, TextEnumeration {
    /// Would recommend us, 0 to 10.
    case nps
    /// Satisfied, 1 to 5.
    case csat
    /// Easy to work with, 1 to 7.
    case ces
    /// Words alone.
    case text

    /// What a score may be; nil for words, which have none.
    public var scores: ClosedRange<Int64>? {
        switch self {
        case .nps: 0...10
        case .csat: 1...5
        case .ces: 1...7
        case .text: nil
        }
    }
}

/// What somebody answered, on the scale of its kind.
public struct FeedbackScore: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...10
    public static let meaning = "A score, on the scale of the kind of feedback."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// What somebody at a client thinks of us; it stays as it was recorded.
public struct Feedback: Codable, Sendable, Equatable {
    public let id: FeedbackID
    public let client: ClientID
    /// Who gave it.
    public let contact: ContactID?
    public let kind: FeedbackKind
    /// Absent for words alone.
    public let score: FeedbackScore?
    public let comment: LongText<4000>?
    public let givenAt: Instant
    public let recordedAt: Instant

    public init(
        id: FeedbackID, client: ClientID, contact: ContactID? = nil, kind: FeedbackKind, score: FeedbackScore? = nil,
        comment: LongText<4000>? = nil, givenAt: Instant, recordedAt: Instant
    ) {
        self.id = id
        self.client = client
        self.contact = contact
        self.kind = kind
        self.score = score
        self.comment = comment
        self.givenAt = givenAt
        self.recordedAt = recordedAt
    }
}
