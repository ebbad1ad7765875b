// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Only what is given changes: a member that is left out (or null) stays as it is, one named in `clear` becomes empty.
/// Lines keep their account, whatever its code, name or place in the tree. The feed tells a renumbered heading's
/// children as well, since they name it.
///
/// A limit that the account's lines, holds or balance contradict is refused. Dimensions that become required are asked
/// of the lines to come. An update that would change nothing writes nothing: the version stays.
public struct UpdateAccount: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.updateAccount"
    public static let summary = "Renames, renumbers, moves or limits an account, or closes or reopens it."
    public static let access = Access.permission(.manageAccounts)
    public static let errors: [any DomainError.Type] = [
        AccountBelowFloor.self, AccountCircular.self, AccountCodeTaken.self, AccountCurrencyInUse.self,
        AccountDaysInUse.self, AccountDaysUnfit.self, AccountHasChildren.self, AccountInUse.self, AccountNotFound.self,
        BookNotFound.self, DimensionNotUsed.self, FloorUnfit.self, HeadingUnfit.self, ParentUnfit.self,
        VersionConflict.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let code: AccountCode
    public let ifVersion: Version
    /// The account's number from now on.
    public let newCode: AccountCode?
    public let name: Text<1, 200>?
    /// Only for an account without lines and holds, and without accounts of its kind below it.
    public let kind: AccountKind?
    /// A heading of the same kind, not below the account.
    public let parent: AccountCode?
    /// A heading with accounts below it stays one, and an account with lines or holds does not become one.
    public let isHeading: Bool?
    public let isClosed: Bool?
    /// The only currency that the account's lines may have.
    public let currency: CurrencyCode?
    /// What the balance on the normal side, less what is held, may not fall below; in the account's currency.
    public let floor: Money?
    /// Dimensions that each line must have; the book uses them. Empty for none.
    public let requiredDimensions: List<0, 4, Dimension>?
    /// The first and the last accounting day on which the account takes lines.
    public let opensOn: CalendarDate?
    public let closesOn: CalendarDate?
    /// Members to empty; none of them may be given a value as well.
    public let clear: List<0, 5, AccountField>?

    public init(
        book: BookID, idempotencyKey: IdempotencyKey, code: AccountCode, ifVersion: Version,
        newCode: AccountCode? = nil, name: Text<1, 200>? = nil, kind: AccountKind? = nil, parent: AccountCode? = nil,
        isHeading: Bool? = nil, isClosed: Bool? = nil, currency: CurrencyCode? = nil, floor: Money? = nil,
        requiredDimensions: List<0, 4, Dimension>? = nil, opensOn: CalendarDate? = nil, closesOn: CalendarDate? = nil,
        clear: List<0, 5, AccountField>? = nil
    ) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.code = code
        self.ifVersion = ifVersion
        self.newCode = newCode
        self.name = name
        self.kind = kind
        self.parent = parent
        self.isHeading = isHeading
        self.isClosed = isClosed
        self.currency = currency
        self.floor = floor
        self.requiredDimensions = requiredDimensions
        self.opensOn = opensOn
        self.closesOn = closesOn
        self.clear = clear
    }

    public struct Response: Codable, Sendable, Equatable {
        public let account: Account

        public init(account: Account) {
            self.account = account
        }
    }
}
