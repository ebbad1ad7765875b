// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The reasons of one kind that an organisation tells apart.
public struct ReasonTree: Codable, Sendable, Equatable {
    public let kind: ReasonKind
    /// From 1, which every organisation begins with; each definition that changes something adds 1.
    public let version: Version
    /// Open ones first, in the order in which they were defined: a parent stands before its children.
    public let reasons: [Reason]

    public init(kind: ReasonKind, version: Version, reasons: [Reason]) {
        self.kind = kind
        self.version = version
        self.reasons = reasons
    }
}

public struct Reason: Codable, Sendable, Equatable {
    public let code: ReasonCode
    /// In the organisation's own words.
    public let name: Text<1, 100>
    /// The reason that this one is a part of; absent at the top.
    public let parent: ReasonCode?
    /// Whether records may not name it any more; those that do keep it.
    public let isClosed: Bool

    public init(code: ReasonCode, name: Text<1, 100>, parent: ReasonCode? = nil, isClosed: Bool) {
        self.code = code
        self.name = name
        self.parent = parent
        self.isClosed = isClosed
    }
}

/// A reason as a definition gives it.
public struct NewReason: Codable, Sendable, Hashable {
    public let code: ReasonCode
    public let name: Text<1, 100>
    /// One that is given before it.
    public let parent: ReasonCode?

    public init(code: ReasonCode, name: Text<1, 100>, parent: ReasonCode? = nil) {
        self.code = code
        self.name = name
        self.parent = parent
    }
}

/// A reason that a record named, with what it was called then.
public struct GivenReason: Codable, Sendable, Equatable {
    public let code: ReasonCode
    /// The names from the top of the tree down to the reason.
    public let path: [Text<1, 100>]

    public init(code: ReasonCode, path: [Text<1, 100>]) {
        self.code = code
        self.path = path
    }
}
