// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Days from and to, both included.
enum Period {
    /// Stand for a first and a last day that nobody named.
    static let earliest = CalendarDate(daysSince1970: -719_162)
    static let latest = CalendarDate(daysSince1970: 2_932_896)

    static func words(_ from: CalendarDate?, _ to: CalendarDate?) -> String {
        switch (from, to) {
        case (nil, nil): "all entries"
        case (let from?, nil): "from \(from.text)"
        case (nil, let to?): "to \(to.text)"
        case (let from?, let to?): "\(from.text) to \(to.text)"
        }
    }
}
