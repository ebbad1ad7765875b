// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum PlanState: String, TextEnumeration {
    case draft
    case approved
}

/// Where the client stands with us.
public struct Swot: Codable, Sendable, Equatable {
    public let strengths: List<0, 20, Text<1, 300>>?
    public let weaknesses: List<0, 20, Text<1, 300>>?
    public let opportunities: List<0, 20, Text<1, 300>>?
    public let threats: List<0, 20, Text<1, 300>>?

    public init(
        strengths: List<0, 20, Text<1, 300>>? = nil, weaknesses: List<0, 20, Text<1, 300>>? = nil,
        opportunities: List<0, 20, Text<1, 300>>? = nil, threats: List<0, 20, Text<1, 300>>? = nil
    ) {
        self.strengths = strengths
        self.weaknesses = weaknesses
        self.opportunities = opportunities
        self.threats = threats
    }
}

/// What moves the client's world.
public struct Pestle: Codable, Sendable, Equatable {
    public let political: List<0, 20, Text<1, 300>>?
    public let economic: List<0, 20, Text<1, 300>>?
    public let social: List<0, 20, Text<1, 300>>?
    public let technological: List<0, 20, Text<1, 300>>?
    public let legal: List<0, 20, Text<1, 300>>?
    public let environmental: List<0, 20, Text<1, 300>>?

    public init(
        political: List<0, 20, Text<1, 300>>? = nil, economic: List<0, 20, Text<1, 300>>? = nil,
        social: List<0, 20, Text<1, 300>>? = nil, technological: List<0, 20, Text<1, 300>>? = nil,
        legal: List<0, 20, Text<1, 300>>? = nil, environmental: List<0, 20, Text<1, 300>>? = nil
    ) {
        self.political = political
        self.economic = economic
        self.social = social
        self.technological = technological
        self.legal = legal
        self.environmental = environmental
    }
}

/// What we want to reach with a client in a period, as of one version of the record.
public struct Plan: Codable, Sendable, Equatable {
    public let id: PlanID
    /// From 1; each change adds 1.
    public let version: Version
    public let client: ClientID
    public let title: Text<1, 200>
    /// The first day.
    public let from: CalendarDate
    /// The last day.
    public let to: CalendarDate
    public let vision: LongText<4000>?
    public let swot: Swot?
    public let pestle: Pestle?
    /// Whether it is meant for the client's eyes as well.
    public let isShared: Bool
    public let state: PlanState
    public let approvedAt: Instant?
    /// `user:<id>` or `service-account:<id>`
    public let approvedBy: Text<1, 100>?
    public let approvalNote: LongText<4000>?
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: PlanID, version: Version, client: ClientID, title: Text<1, 200>, from: CalendarDate, to: CalendarDate,
        vision: LongText<4000>? = nil, swot: Swot? = nil, pestle: Pestle? = nil, isShared: Bool, state: PlanState,
        approvedAt: Instant? = nil, approvedBy: Text<1, 100>? = nil, approvalNote: LongText<4000>? = nil,
        createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.client = client
        self.title = title
        self.from = from
        self.to = to
        self.vision = vision
        self.swot = swot
        self.pestle = pestle
        self.isShared = isShared
        self.state = state
        self.approvedAt = approvedAt
        self.approvedBy = approvedBy
        self.approvalNote = approvalNote
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
