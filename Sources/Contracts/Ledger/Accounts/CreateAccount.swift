// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The account takes lines at once, unless it is a heading.
public struct CreateAccount: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.createAccount"
    public static let summary = "Adds an account to a book's chart."
    public static let access = Access.permission(.manageAccounts)
    public static let errors: [any DomainError.Type] = [
        AccountCodeTaken.self, AccountDaysUnfit.self, AccountNotFound.self, BookNotFound.self, DimensionNotUsed.self,
        FloorUnfit.self, HeadingUnfit.self, ParentUnfit.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let code: AccountCode
    public let name: Text<1, 200>
    public let kind: AccountKind
    /// A heading of the same kind.
    public let parent: AccountCode?
    public let isHeading: Bool?
    /// The only currency that the account's lines may have.
    public let currency: CurrencyCode?
    /// What the balance on the normal side, less what is held, may not fall below; in `currency`.
    public let floor: Money?
    /// Dimensions that each line must have; the book uses them.
    public let requiredDimensions: List<0, 4, Dimension>?
    /// The first and the last accounting day on which the account takes lines.
    public let opensOn: CalendarDate?
    public let closesOn: CalendarDate?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, code: AccountCode, name: Text<1, 200>, kind: AccountKind,
        parent: AccountCode? = nil, isHeading: Bool? = nil, currency: CurrencyCode? = nil, floor: Money? = nil,
        requiredDimensions: List<0, 4, Dimension>? = nil, opensOn: CalendarDate? = nil, closesOn: CalendarDate? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.isHeading = isHeading
        self.currency = currency
        self.floor = floor
        self.requiredDimensions = requiredDimensions
        self.opensOn = opensOn
        self.closesOn = closesOn
    }

    public struct Response: Codable, Sendable, Equatable {
        public let account: Account

        public init(account: Account) {
            self.account = account
        }
    }
}
