// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres

// Contract values go into and come out of columns as they are. A service's own ones take one line each:
// `extension AccountCode: PostgresConvertible {}`.

/// `text`. A stored text that the type refuses throws, as a broken row.
extension PostgresConvertible where Self: TextValue {
    package var postgresRaw: String { text }

    package init(postgresRaw: String) throws {
        do throws(ContractViolation) {
            try self.init(validating: postgresRaw)
        } catch {
            throw PostgresError.decoding("a stored text is no \(Self.self): \(error)")
        }
    }
}

/// `bigint`.
extension PostgresConvertible where Self: WholeNumber {
    package var postgresRaw: Int64 { rawValue }

    package init(postgresRaw: Int64) throws {
        do throws(ContractViolation) {
            try self.init(validating: postgresRaw)
        } catch {
            throw PostgresError.decoding("a stored number is no \(Self.self): \(error)")
        }
    }
}

/// `uuid`.
extension Identifier: PostgresConvertible {
    package var postgresRaw: PostgresUUID { PostgresUUID(high: uuid.high, low: uuid.low) }

    package init(postgresRaw: PostgresUUID) {
        self.init(UUIDValue(high: postgresRaw.high, low: postgresRaw.low))
    }
}

/// `date`.
extension CalendarDate: PostgresConvertible {
    package var postgresRaw: PostgresDate { PostgresDate(daysSince1970: Int(daysSince1970)) }

    package init(postgresRaw: PostgresDate) throws {
        guard let days = Int32(exactly: postgresRaw.daysSince1970) else {
            throw PostgresError.decoding("a stored date is out of range")
        }
        self.init(daysSince1970: days)
    }
}

/// `timestamptz`.
extension Instant: PostgresConvertible {
    package var postgresRaw: PostgresTimestamp { PostgresTimestamp(microsecondsSince1970: microseconds) }

    package init(postgresRaw: PostgresTimestamp) {
        self.init(microseconds: postgresRaw.microsecondsSince1970)
    }
}

extension UUIDValue: PostgresConvertible {
    package var postgresRaw: PostgresUUID { PostgresUUID(high: high, low: low) }

    package init(postgresRaw: PostgresUUID) {
        self.init(high: postgresRaw.high, low: postgresRaw.low)
    }
}

extension CountryCode: PostgresConvertible {}
extension CurrencyCode: PostgresConvertible {}
extension EmailAddress: PostgresConvertible {}
extension IdempotencyKey: PostgresConvertible {}
extension LongText: PostgresConvertible {}
extension Text: PostgresConvertible {}
extension TimeZoneName: PostgresConvertible {}

extension Count: PostgresConvertible {}
extension FeedPosition: PostgresConvertible {}
extension PageLimit: PostgresConvertible {}
extension Seconds: PostgresConvertible {}
extension Version: PostgresConvertible {}

extension Permission: PostgresConvertible {}
extension ServiceName: PostgresConvertible {}
