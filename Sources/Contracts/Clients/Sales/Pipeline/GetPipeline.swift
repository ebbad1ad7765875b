// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// By what the rows of a pipeline are told apart, beside their currency.
public enum PipelineGrouping: String, TextEnumeration {
    case stage
    case owner
}

/// Which open opportunities count; every given member must hold.
public struct PipelineFilter: Codable, Sendable, Hashable {
    public let client: ClientID?
    public let owner: UserID?
    public let kind: OpportunityKind?
    public let currency: CurrencyCode?
    /// Expected to close on this day or later.
    public let closingFrom: CalendarDate?
    /// Expected to close on this day or earlier.
    public let closingTo: CalendarDate?

    public init(
        client: ClientID? = nil, owner: UserID? = nil, kind: OpportunityKind? = nil, currency: CurrencyCode? = nil,
        closingFrom: CalendarDate? = nil, closingTo: CalendarDate? = nil
    ) {
        self.client = client
        self.owner = owner
        self.kind = kind
        self.currency = currency
        self.closingFrom = closingFrom
        self.closingTo = closingTo
    }
}

/// Open opportunities of one currency, and of one stage and owner where these are told apart.
public struct PipelineRow: Codable, Sendable, Equatable {
    /// Absent unless stages are told apart.
    public let stage: StageCode?
    /// Absent unless owners are told apart, and for opportunities that have none.
    public let owner: UserID?
    public let currency: CurrencyCode
    public let opportunities: Count
    public let amount: MoneySum
    /// Each amount times its probability, summed; never rounded.
    public let weighted: MoneySum

    public init(
        stage: StageCode?, owner: UserID?, currency: CurrencyCode, opportunities: Count, amount: MoneySum,
        weighted: MoneySum
    ) {
        self.stage = stage
        self.owner = owner
        self.currency = currency
        self.opportunities = opportunities
        self.amount = amount
        self.weighted = weighted
    }
}

/// Amounts of different currencies are never added. An opportunity counts with its own estimate, or else with the
/// probability that its stage has now.
public struct GetPipeline: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getPipeline"
    public static let summary = "Sums the open opportunities by stage, owner and currency, weighted by probability."
    public static let access = Access.permission(.readSales)

    public let filter: PipelineFilter?
    /// `stage` alone when left out.
    public let by: List<0, 2, PipelineGrouping>?

    public init(filter: PipelineFilter? = nil, by: List<0, 2, PipelineGrouping>? = nil) {
        self.filter = filter
        self.by = by
    }

    public struct Response: Codable, Sendable, Equatable {
        /// In the order of stages, then by owner and currency; 5000 at most.
        public let rows: [PipelineRow]
        /// Whether there are more: ask for one owner, or tell less apart.
        public let hasMoreRows: Bool

        public init(rows: [PipelineRow], hasMoreRows: Bool) {
            self.rows = rows
            self.hasMoreRows = hasMoreRows
        }
    }
}
