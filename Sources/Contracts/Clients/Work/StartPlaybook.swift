// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Makes a task of each step, due so many days after `startsOn`: all of them, or none. A step with a role goes to
/// whoever has the role for the client on `startsOn`, the primary one first.
public struct StartPlaybook: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.startPlaybook"
    public static let summary = "Starts a playbook with a client: a task for each of its steps."
    public static let access = Access.permission(.writeWork)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContractNotFound.self,
        OpportunityNotFound.self,
        PlaybookInactive.self,
        PlaybookNotFound.self,
        RiskNotFound.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let playbook: PlaybookID
    public let client: ClientID
    public let startsOn: CalendarDate
    /// Of the steps that nobody else has to do; the caller when left out, if he is a user.
    public let owner: UserID?
    /// One of the client's, for which it is started.
    public let risk: RiskID?
    /// One of the client's.
    public let contract: ContractID?
    /// One of the client's.
    public let opportunity: OpportunityID?

    public init(
        idempotencyKey: IdempotencyKey, playbook: PlaybookID, client: ClientID, startsOn: CalendarDate,
        owner: UserID? = nil, risk: RiskID? = nil, contract: ContractID? = nil, opportunity: OpportunityID? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.playbook = playbook
        self.client = client
        self.startsOn = startsOn
        self.owner = owner
        self.risk = risk
        self.contract = contract
        self.opportunity = opportunity
    }

    public struct Response: Codable, Sendable, Equatable {
        public let run: PlaybookRun
        /// In the order of the steps.
        public let tasks: [ClientTask]

        public init(run: PlaybookRun, tasks: [ClientTask]) {
            self.run = run
            self.tasks = tasks
        }
    }
}
