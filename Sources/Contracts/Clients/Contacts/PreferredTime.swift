// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum Weekday: String, TextEnumeration {
    case monday
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday
}

/// When somebody likes to be spoken to, by the clock in his own time zone.
public struct PreferredTime: Codable, Sendable, Hashable {
    public let days: List<1, 7, Weekday>
    public let from: TimeOfDay
    /// After `from`, on the same day.
    public let to: TimeOfDay

    public init(days: List<1, 7, Weekday>, from: TimeOfDay, to: TimeOfDay) {
        self.days = days
        self.from = from
        self.to = to
    }
}
