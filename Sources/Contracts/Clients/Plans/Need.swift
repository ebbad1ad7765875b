// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum NeedKind: String, TextEnumeration {
    case goal
    case pain
    case requirement
}

public enum NeedPriority: String, TextEnumeration {
    case high
    case medium
    case low
}

public enum NeedState: String, TextEnumeration {
    case open
    case met
    case dropped
}

/// What a client needs, as of one version of the record.
public struct Need: Codable, Sendable, Equatable {
    public let id: NeedID
    /// From 1; each change adds 1.
    public let version: Version
    public let client: ClientID
    /// Who has it.
    public let contact: ContactID?
    public let kind: NeedKind
    public let priority: NeedPriority
    public let statement: Text<1, 500>
    public let detail: LongText<4000>?
    public let state: NeedState
    /// By which contract.
    public let metBy: ContractID?
    /// By which of its lines, in words.
    public let metByLine: Text<1, 200>?
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant

    public init(
        id: NeedID, version: Version, client: ClientID, contact: ContactID? = nil, kind: NeedKind,
        priority: NeedPriority, statement: Text<1, 500>, detail: LongText<4000>? = nil, state: NeedState,
        metBy: ContractID? = nil, metByLine: Text<1, 200>? = nil, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.client = client
        self.contact = contact
        self.kind = kind
        self.priority = priority
        self.statement = statement
        self.detail = detail
        self.state = state
        self.metBy = metBy
        self.metByLine = metByLine
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
