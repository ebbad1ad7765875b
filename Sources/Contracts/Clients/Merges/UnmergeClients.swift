// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The client that went into another one is a client again, with every row that was its own: as each was before the
/// merge, or with what was changed since; such rows are told as conflicts. What came to the other client after the
/// merge stays there.
///
/// A dry run does all of it and takes it back at once, and does not use the key up.
public struct UnmergeClients: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.unmergeClients"
    public static let summary = "Takes a merge back: every row goes back to the client whose it was."
    public static let access = Access.permission(.mergeClients)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ClientNotMerged.self,
        MergeRefused.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// The one that was merged into another one.
    public let client: ClientID
    /// False when left out.
    public let dryRun: Bool?

    public init(idempotencyKey: IdempotencyKey, client: ClientID, dryRun: Bool? = nil) {
        self.idempotencyKey = idempotencyKey
        self.client = client
        self.dryRun = dryRun
    }

    public typealias Response = MergeOutcome
}
