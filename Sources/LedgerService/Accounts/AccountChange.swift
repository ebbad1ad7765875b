// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

extension Account {
    /// What an update makes of the account: the same, with its version, when it changes nothing.
    func applying(_ update: UpdateAccount) -> Account {
        let cleared = Set(update.clear.map(Array.init) ?? [])
        func value<Value>(_ given: Value?, _ present: Value?, _ field: AccountField) -> Value? {
            cleared.contains(field) ? nil : given ?? present
        }
        return replaced(
            by: Account(
                id: id, code: update.newCode ?? code, name: update.name ?? name, kind: update.kind ?? kind,
                parent: value(update.parent, parent, .parent), isHeading: update.isHeading ?? isHeading,
                isClosed: update.isClosed ?? isClosed, currency: value(update.currency, currency, .currency),
                floor: value(update.floor, floor, .floor),
                requiredDimensions: update.requiredDimensions.map { RequiredDimensions($0).dimensions }
                    ?? requiredDimensions,
                opensOn: value(update.opensOn, opensOn, .opensOn),
                closesOn: value(update.closesOn, closesOn, .closesOn), version: version))
    }

    /// The other account, which has the same identity and version: with the next version when they differ.
    func replaced(by other: Account) -> Account {
        guard other != self else { return self }
        return Account(
            id: id, code: other.code, name: other.name, kind: other.kind, parent: other.parent,
            isHeading: other.isHeading, isClosed: other.isClosed, currency: other.currency, floor: other.floor,
            requiredDimensions: other.requiredDimensions, opensOn: other.opensOn, closesOn: other.closesOn,
            version: Version(unchecked: version.rawValue + 1))
    }
}
