// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The need becomes what the call says, in whole. Without `need` one is recorded. With it, `ifVersion` must be given,
/// and when it is not the need's version any more nothing changes; its client stays.
public struct RecordNeed: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.recordNeed"
    public static let summary = "Records what a client needs, or replaces what was recorded."
    public static let access = Access.permission(.writePlans)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotFound.self,
        ContractNotFound.self,
        NeedNotFound.self,
        SubjectErased.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// Absent for a new one.
    public let need: NeedID?
    /// Given exactly when `need` is.
    public let ifVersion: Version?
    public let client: ClientID
    /// A contact at the client.
    public let contact: ContactID?
    public let kind: NeedKind
    public let priority: NeedPriority
    public let statement: Text<1, 500>
    public let detail: LongText<4000>?
    /// `open` when left out.
    public let state: NeedState?
    /// One of the client's; with `met` alone.
    public let metBy: ContractID?
    /// With `metBy` alone.
    public let metByLine: Text<1, 200>?

    public init(
        idempotencyKey: IdempotencyKey, need: NeedID? = nil, ifVersion: Version? = nil, client: ClientID,
        contact: ContactID? = nil, kind: NeedKind, priority: NeedPriority, statement: Text<1, 500>,
        detail: LongText<4000>? = nil, state: NeedState? = nil, metBy: ContractID? = nil, metByLine: Text<1, 200>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.need = need
        self.ifVersion = ifVersion
        self.client = client
        self.contact = contact
        self.kind = kind
        self.priority = priority
        self.statement = statement
        self.detail = detail
        self.state = state
        self.metBy = metBy
        self.metByLine = metByLine
    }

    public struct Response: Codable, Sendable, Equatable {
        public let need: Need

        public init(need: Need) {
            self.need = need
        }
    }
}
