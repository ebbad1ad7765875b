// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A contract whose present term ends, with what follows from its terms; computed when it is asked for.
public struct Renewal: Codable, Sendable, Equatable {
    public let contract: ContractID
    public let contractVersion: Version
    public let reference: Text<1, 100>?
    public let client: ClientID
    public let clientName: Text<1, 200>
    /// The client's primary manager today.
    public let manager: UserID?
    /// The present term's last day.
    public let endsOn: CalendarDate
    /// The last day on which a notice ends the contract with the term; absent where none is agreed.
    public let noticeOn: CalendarDate?
    /// The first day of the next term, which begins unless notice is given; absent where none begins by itself.
    public let renewsOn: CalendarDate?
    /// The last day of that next term.
    public let nextEndsOn: CalendarDate?
    /// Of a year, in the present term.
    public let value: Money
    /// Of a year after a renewal by the terms: with prices raised by the escalator.
    public let nextValue: Money

    public init(
        contract: ContractID, contractVersion: Version, reference: Text<1, 100>? = nil, client: ClientID,
        clientName: Text<1, 200>, manager: UserID? = nil, endsOn: CalendarDate, noticeOn: CalendarDate? = nil,
        renewsOn: CalendarDate? = nil, nextEndsOn: CalendarDate? = nil, value: Money, nextValue: Money
    ) {
        self.contract = contract
        self.contractVersion = contractVersion
        self.reference = reference
        self.client = client
        self.clientName = clientName
        self.manager = manager
        self.endsOn = endsOn
        self.noticeOn = noticeOn
        self.renewsOn = renewsOn
        self.nextEndsOn = nextEndsOn
        self.value = value
        self.nextValue = nextValue
    }
}

/// By which day renewals are chosen and ordered.
public enum RenewalDay: String, TextEnumeration {
    /// The present term's last day.
    case end
    /// The last day on which a notice is in time; contracts without one are absent.
    case notice
}

/// What a listed renewal must be; every given member must hold.
public struct RenewalFilter: Codable, Sendable, Hashable {
    /// The first day; all earlier ones too when left out.
    public let from: CalendarDate?
    /// The last day; all later ones too when left out.
    public let to: CalendarDate?
    /// `end` when left out.
    public let by: RenewalDay?
    /// Of clients whose primary manager he is today.
    public let manager: UserID?
    public let client: ClientID?

    public init(
        from: CalendarDate? = nil, to: CalendarDate? = nil, by: RenewalDay? = nil, manager: UserID? = nil,
        client: ClientID? = nil
    ) {
        self.from = from
        self.to = to
        self.by = by
        self.manager = manager
        self.client = client
    }
}

/// By the day that the filter chooses. Every signed contract whose terms have an end is in it, however it was written;
/// one that is over stays in it until it is renewed or its loss is recorded. Terms that have gone on tacitly are
/// recorded first, so that the days are those of the present terms.
///
/// `cursor` continues a list and carries its filter; a filter given beside it must be the same.
public struct ListRenewals: PagedQuery, Equatable {
    public typealias API = ClientsAPI
    public typealias Response = Page<Renewal>
    public static let name = "clients.listRenewals"
    public static let summary = "Lists the contracts whose terms end, with notice days, next terms and next values."
    public static let access = Access.permission(.readContracts)

    public let filter: RenewalFilter?
    /// 100 when left out.
    public let limit: PageLimit?
    public let cursor: PageCursor?

    public init(filter: RenewalFilter? = nil, limit: PageLimit? = nil, cursor: PageCursor? = nil) {
        self.filter = filter
        self.limit = limit
        self.cursor = cursor
    }
}
