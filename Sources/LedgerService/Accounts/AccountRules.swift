// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What stands around an account in its chart.
struct AccountPlace: Sendable, Equatable {
    /// The account above it; nil when the chart does not have it.
    var parent: Account?
    /// Whether the account is the one above it, or above that.
    var isAboveParent = false
    /// Of the accounts directly below it.
    var childKinds: Set<AccountKind> = []
    /// The dimensions that the book uses.
    var declared: RequiredDimensions = []
}

/// Rules of a chart that need no database.
enum AccountRules {
    static func requireClearedMembersNotGiven(_ update: UpdateAccount) throws(InvalidParams) {
        let violations = (update.clear.map(Array.init) ?? []).enumerated().compactMap { index, field in
            update.gives(field)
                ? InvalidParams.Violation(path: "$.clear[\(index)]", rule: "must not be given a value as well") : nil
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    /// What must hold of an account whatever there is around it.
    static func requireSound(_ account: Account) throws {
        if account.isHeading {
            guard account.currency == nil, account.floor == nil, account.requiredDimensions.isEmpty,
                account.opensOn == nil, account.closesOn == nil
            else { throw HeadingUnfit(account: account.code) }
        }
        if let floor = account.floor, floor.currency != account.currency { throw FloorUnfit(account: account.code) }
        if let opensOn = account.opensOn, let closesOn = account.closesOn, opensOn > closesOn {
            throw AccountDaysUnfit(account: account.code)
        }
    }

    static func requireFit(_ account: Account, in place: AccountPlace) throws {
        if let code = account.parent {
            guard let parent = place.parent else { throw AccountNotFound(account: code) }
            guard !place.isAboveParent else { throw AccountCircular(account: account.code) }
            guard parent.isHeading, parent.kind == account.kind else { throw ParentUnfit() }
        }
        guard place.childKinds.isEmpty || account.isHeading && place.childKinds == [account.kind] else {
            throw AccountHasChildren(account: account.code)
        }
        let unused = RequiredDimensions(account.requiredDimensions).subtracting(place.declared)
        if let dimension = unused.dimensions.first { throw DimensionNotUsed(dimension: dimension) }
    }

    /// Whether lines or holds of the account could contradict the change.
    static func dependsOnUsage(_ account: Account, replacing old: Account) -> Bool {
        account.isHeading && !old.isHeading || account.kind != old.kind
            || account.currency != nil && account.currency != old.currency
            || account.floor != nil && account.floor != old.floor
            || account.opensOn != nil && account.opensOn != old.opensOn
            || account.closesOn != nil && account.closesOn != old.closesOn
    }

    /// Only what changes is checked: that an account is below its floor already does not hinder its renaming.
    static func requireAllowed(_ account: Account, replacing old: Account, used usage: AccountUsage) throws {
        if account.isHeading != old.isHeading || account.kind != old.kind {
            guard usage.sums.isEmpty else { throw AccountInUse(account: old.code) }
        }
        if let currency = account.currency, currency != old.currency {
            if let other = usage.sums.first(where: { $0.currency != currency }) {
                throw AccountCurrencyInUse(account: old.code, currency: other.currency)
            }
        }
        if let floor = account.floor, floor != old.floor {
            let sums = usage.sums.first { $0.currency == floor.currency }
            if let available = sums?.available(on: account.normalSide), available < Int128(floor.minorUnits) {
                throw AccountBelowFloor(
                    account: old.code,
                    available: Money(minorUnits: Int64(clamping: available), currency: floor.currency), floor: floor)
            }
        }
        if let opensOn = account.opensOn, opensOn != old.opensOn, let first = usage.firstDay, first < opensOn {
            throw AccountDaysInUse(account: old.code, day: first)
        }
        if let closesOn = account.closesOn, closesOn != old.closesOn, let last = usage.lastDay, last > closesOn {
            throw AccountDaysInUse(account: old.code, day: last)
        }
    }
}

extension UpdateAccount {
    fileprivate func gives(_ field: AccountField) -> Bool {
        switch field {
        case .parent: parent != nil
        case .currency: currency != nil
        case .floor: floor != nil
        case .opensOn: opensOn != nil
        case .closesOn: closesOn != nil
        }
    }
}
