// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The open reasons become those that the call gives. One that is left out is closed: records that name it keep it,
/// and it can be given again.
///
/// A definition that would change nothing writes nothing: the version stays.
public struct DefineReasons: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.defineReasons"
    public static let summary =
        "Defines an organisation's tree of reasons, if its version is still the one that was read."
    public static let access = Access.permission(.configureClients)
    public static let errors: [any DomainError.Type] = [
        TooManyReasons.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let kind: ReasonKind
    /// 1 in an organisation that has defined none.
    public let ifVersion: Version
    /// Each code once; a parent stands before its children, five levels deep at most.
    public let reasons: List<1, 200, NewReason>

    public init(
        idempotencyKey: IdempotencyKey, kind: ReasonKind, ifVersion: Version, reasons: List<1, 200, NewReason>
    ) {
        self.idempotencyKey = idempotencyKey
        self.kind = kind
        self.ifVersion = ifVersion
        self.reasons = reasons
    }

    public struct Response: Codable, Sendable, Equatable {
        public let tree: ReasonTree

        public init(tree: ReasonTree) {
            self.tree = tree
        }
    }
}
