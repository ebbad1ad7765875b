// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An organisation that has defined none has a tree of each kind to begin with, of version 1.
public struct ListReasons: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listReasons"
    public static let summary = "Answers the organisation's trees of reasons."
    public static let access = Access.permission(.readClients)

    /// All kinds when left out.
    public let kind: ReasonKind?

    public init(kind: ReasonKind? = nil) {
        self.kind = kind
    }

    public struct Response: Codable, Sendable, Equatable {
        /// By kind.
        public let trees: [ReasonTree]

        public init(trees: [ReasonTree]) {
            self.trees = trees
        }
    }
}
