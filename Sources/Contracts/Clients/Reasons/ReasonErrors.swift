// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The tree has no such reason that is open.
public struct ReasonNotFound: DomainError {
    public static let code = 2100
    public static let reason = "clients.reason_not_found"
    public let kind: ReasonKind

    public init(kind: ReasonKind) {
        self.kind = kind
    }

    public var message: String { "The organisation has no such open reason." }
}

/// With the closed reasons, which are kept, the tree would have more than it may.
public struct TooManyReasons: DomainError {
    public static let code = 2101
    public static let reason = "clients.too_many_reasons"
    public let limit: Count

    public init(limit: Count) {
        self.limit = limit
    }

    public var message: String { "A tree has at most \(limit.rawValue) reasons, closed ones included." }
}
