// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Of the clients whom the user looks after on the day, and of what is assigned to him elsewhere: concerns that wait
/// too long, key people (sponsors, decision makers and champions) whom nobody has spoken to within the cadence of the
/// client's tier, save plans to be looked at, his tasks that are due within the horizon, notices and ends of contracts
/// within 90 days or the horizon, whichever is longer, and handovers that wait for him.
///
/// A key person who has an owner stands in that user's agenda, the others in the one of the primary manager. Of what
/// the caller has no permission to read nothing is answered. Of each kind the 1000 that are due first are ranked.
public struct GetAgenda: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getAgenda"
    public static let summary =
        "Answers what a user has to do next for his clients, ranked, each with its reason."
    public static let access = Access.permission(.readWork)

    /// The caller when left out, if he is a user.
    public let user: UserID?
    /// Today by UTC when left out.
    public let on: CalendarDate?
    /// How many days ahead; 14 when left out.
    public let horizon: CadenceDays?
    /// How many items at most; 100 when left out.
    public let limit: PageLimit?

    public init(user: UserID? = nil, on: CalendarDate? = nil, horizon: CadenceDays? = nil, limit: PageLimit? = nil) {
        self.user = user
        self.on = on
        self.horizon = horizon
        self.limit = limit
    }

    public struct Response: Codable, Sendable, Equatable {
        /// The greatest score first, then what was due first.
        public let items: [AgendaItem]
        /// How many there are without the limit.
        public let total: Count

        public init(items: [AgendaItem], total: Count) {
            self.items = items
            self.total = total
        }
    }
}
