// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What holds on days in a row.
struct Dated<Value: Equatable>: Equatable {
    let value: Value
    let days: DayRange
}

extension [Dated<ClientID>] {
    /// What holds after it is said of some days; nil says that nothing does.
    func saying(_ value: ClientID?, on days: DayRange) -> [Dated<ClientID>] { replaced(self, value, on: days) }
}

extension [Dated<UserID>] {
    /// What holds after it is said of some days; nil says that nothing does.
    func saying(_ value: UserID?, on days: DayRange) -> [Dated<UserID>] { replaced(self, value, on: days) }
}

/// Other days stay as they are, and neighbours that say the same are one.
private func replaced<Value>(
    _ present: [Dated<Value>], _ value: Value?, on days: DayRange
) -> [Dated<Value>] {
    var all = present.flatMap { dated in
        dated.days.without(days).map { Dated(value: dated.value, days: $0) }
    }
    if let value { all.append(Dated(value: value, days: days)) }
    all.sort { $0.days.first < $1.days.first }
    var joined: [Dated<Value>] = []
    for dated in all {
        if let last = joined.last, last.value == dated.value, last.days.last?.adding(days: 1) == dated.days.first {
            joined[joined.count - 1] = Dated(
                value: dated.value, days: DayRange(first: last.days.first, last: dated.days.last))
        } else {
            joined.append(dated)
        }
    }
    return joined
}
