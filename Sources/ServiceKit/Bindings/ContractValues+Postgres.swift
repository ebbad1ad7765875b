// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres

// How contract values stand in columns. A service adds its own values with an empty extension:
// `extension AccountCode: PostgresConvertible {}`.

extension PostgresConvertible where Self: TextValue {
    package var postgresRaw: String { text }

    package init(postgresRaw: String) throws {
        try self.init(validating: postgresRaw)
    }
}

extension PostgresConvertible where Self: WholeNumber {
    package var postgresRaw: Int64 { rawValue }

    package init(postgresRaw: Int64) throws {
        try self.init(validating: postgresRaw)
    }
}

extension UUIDValue: PostgresConvertible {
    package var postgresRaw: PostgresUUID { PostgresUUID(high: high, low: low) }

    package init(postgresRaw: PostgresUUID) {
        self.init(high: postgresRaw.high, low: postgresRaw.low)
    }
}

extension Identifier: PostgresConvertible {
    package var postgresRaw: PostgresUUID { uuid.postgresRaw }

    package init(postgresRaw: PostgresUUID) {
        self.init(UUIDValue(postgresRaw: postgresRaw))
    }
}

extension CalendarDate: PostgresConvertible {
    package var postgresRaw: PostgresDate { PostgresDate(daysSince1970: Int(daysSince1970)) }

    package init(postgresRaw: PostgresDate) {
        self.init(daysSince1970: Int32(postgresRaw.daysSince1970))
    }
}

extension Text: PostgresConvertible {}
extension LongText: PostgresConvertible {}
extension Count: PostgresConvertible {}
extension CountryCode: PostgresConvertible {}
extension CurrencyCode: PostgresConvertible {}
extension EmailAddress: PostgresConvertible {}
extension FeedPosition: PostgresConvertible {}
extension IdempotencyKey: PostgresConvertible {}
extension PageLimit: PostgresConvertible {}
extension TimeZoneName: PostgresConvertible {}
extension Version: PostgresConvertible {}
extension Seconds: PostgresConvertible {}
extension Permission: PostgresConvertible {}
extension ServiceName: PostgresConvertible {}

extension Instant: PostgresConvertible {
    package var postgresRaw: PostgresTimestamp { PostgresTimestamp(microsecondsSince1970: microseconds) }

    package init(postgresRaw: PostgresTimestamp) {
        self.init(microseconds: postgresRaw.microsecondsSince1970)
    }
}
