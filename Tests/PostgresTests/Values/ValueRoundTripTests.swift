// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

/// Each value is bound, compared by the server with its spelling in SQL, and read back.
@Suite struct ValueRoundTripTests {
    private func roundTrip<Value: PostgresBindable & PostgresDecodable & Equatable>(
        _ values: [Value], in pool: PostgresPool
    ) async throws {
        for value in values {
            let back = try await pool.row("select \(value)", as: Value.self)
            #expect(back == value)
            let none = try await pool.row("select \(Value?.none)", as: Value?.self)
            #expect(none == nil)
        }
        let all = try await pool.row("select \(values)", as: [Value].self)
        #expect(all == values)
        let spelled = try await pool.rows("select * from unnest(\(values))", as: Value.self)
        #expect(spelled == values)
        let gaps = values.map(Optional.some) + [nil] + values.map(Optional.some)
        let gapsBack = try await pool.row("select \(gaps)", as: [Value?].self)
        #expect(gapsBack == gaps)
        let empty = try await pool.row("select \([Value]()), cardinality(\([Value?]()))", as: ([Value], Int).self)
        #expect(empty.0.isEmpty && empty.1 == 0)
    }

    @Test func everyTypeComesBackAsItWas() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 2) { pool in
                try await roundTrip([0, 1, -1, Int16.min, .max], in: pool)
                try await roundTrip([0, 1, -1, Int32.min, .max], in: pool)
                try await roundTrip([0, 1, -1, Int64.min, .max], in: pool)
                try await roundTrip([0, 1, -1, Int.min, .max], in: pool)
                try await roundTrip([0, 1, -1, 10_000, -9_999, 100_000_000, Int128.min, .max], in: pool)
                try await roundTrip([true, false], in: pool)
                try await roundTrip([0, -0.0, 0.1, .infinity, -.infinity, .leastNonzeroMagnitude, 1e308], in: pool)
                try await roundTrip(
                    ["", "a", "NULL", "it's", #"{"a",b\}"#, "\n\t\u{1}", "Grüße 🧾 \u{202E}", "e\u{301}"], in: pool)
                try await roundTrip([PostgresUUID(high: 0, low: 0), .init(high: .max, low: .max), sample], in: pool)
                try await roundTrip([[], [0], [0, 255, 92, 39], [UInt8](0...255)], in: pool)
                try await roundTrip(dates, in: pool)
                try await roundTrip(
                    [0, 1, -1, 253_402_300_799_999_999, -62_135_596_800_000_000].map {
                        PostgresTimestamp(microsecondsSince1970: $0)
                    }, in: pool)
                try await roundTrip(
                    [#"{"a": [1, "ü"]}"#, "null", "1.50"].map { PostgresJSON(bytes: [UInt8]($0.utf8)) }, in: pool)
                try await roundTrip(numerics, in: pool)
            }
        }
    }

    private let sample = PostgresUUID(high: 0x0191_4C2A_0000_7000, low: 0x8000_0000_0000_0001)
    private let dates = [
        "0001-01-01", "1582-10-10", "1999-12-31", "2000-01-01", "2000-02-29", "2024-02-29", "9999-12-31",
    ]
    .compactMap { PostgresDate($0) }
    private let numerics = [
        "0", "0.00", "1", "-1", "12.50", "-0.0001", "0.00001", "10000", "99999999", "1234567.8901",
        "100000000000000000000000000000000000000000.000000000000000000000000000001",
    ].compactMap { PostgresNumeric($0) }

    @Test func textOfBoundValuesIsWhatPostgresWouldWrite() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                for date in dates {
                    #expect(try await pool.row("select \(date)::text", as: String.self) == date.description)
                    #expect(try await pool.row("select \(date.description)::date", as: PostgresDate.self) == date)
                    #expect(try await pool.row("select \(date)", as: String.self) == date.description)
                }
                for numeric in numerics {
                    #expect(try await pool.row("select \(numeric)::text", as: String.self) == numeric.text)
                    #expect(try await pool.row("select \(numeric.text)::numeric", as: PostgresNumeric.self) == numeric)
                }
                for number in [Int128.min, -1, 0, 1, 10_000, .max] {
                    #expect(try await pool.row("select \(number)::text", as: String.self) == String(number))
                }
                #expect(try await pool.row("select \(sample)::text", as: String.self) == sample.description)
                #expect(try await pool.row("select \(sample)", as: String.self) == sample.description)
                let instant = PostgresTimestamp(microsecondsSince1970: 1_291_194_360_000_001)
                let text = try await pool.row("select \(instant)::text", as: String.self)
                #expect(text == "2010-12-01 09:06:00.000001+00")
                let hex = try await pool.row("select encode(\([0, 255] as [UInt8]), 'hex')", as: String.self)
                #expect(hex == "00ff")
            }
        }
    }

    @Test func integersAreReadFromEveryIntegerTypeIfTheyFit() async throws {
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                let sum = try await pool.row("select sum(n) from unnest(\([Int64.max, .max])) as n", as: Int128.self)
                #expect(sum == 2 * Int128(Int64.max))
                let narrow = try await pool.row(
                    "select 7::int8, 7::int4, 7::int2, 7::numeric, 7.00", as: (Int16, Int, Int64, Int32, Int).self)
                #expect(narrow == (7, 7, 7, 7, 7))
                for statement: SQL in [
                    "select 40000::int8", "select 7.5", "select 'NaN'::numeric", "select null::int2",
                ] {
                    await #expect(throws: PostgresError.self) { try await pool.row(statement, as: Int16.self) }
                }
                await #expect(throws: PostgresError.self) { try await pool.row("select 1", as: String.self) }
                await #expect(throws: PostgresError.self) { try await pool.row("select '1'", as: Int.self) }
                await #expect(throws: PostgresError.self) {
                    try await pool.row("select 'infinity'::date", as: PostgresDate.self)
                }
                await #expect(throws: PostgresError.self) {
                    try await pool.row("select '-infinity'::timestamptz", as: PostgresTimestamp.self)
                }
                await #expect(throws: PostgresError.self) {
                    try await pool.row("select array[[1, 2], [3, 4]]", as: [Int].self)
                }
                let outOfRange = PostgresTimestamp(microsecondsSince1970: .min)
                await #expect(throws: PostgresError.self) { try await pool.execute("select \(outOfRange)::text") }
            }
        }
    }

    @Test func valuesOfOtherModulesAreStoredAsTheirRawValue() async throws {
        enum Kind: String, PostgresConvertible, CaseIterable { case asset, liability }
        try await withDatabase(.empty) { database in
            try await database.withPool(size: 1) { pool in
                let kinds = try await pool.row("select \(Kind.allCases), \(Kind?.none)", as: ([Kind], Kind?).self)
                #expect(kinds == (Kind.allCases, nil))
                await #expect(throws: PostgresError.self) { try await pool.row("select 'equity'", as: Kind.self) }
                try await pool.execute("create type kind as enum ('asset', 'liability')")
                #expect(try await pool.row("select \(Kind.asset)::kind", as: Kind.self) == .asset)
                #expect(try await pool.rows("select unnest(\(Kind.allCases)::kind[])", as: Kind.self) == Kind.allCases)
                #expect(try await pool.row("select \(Kind.allCases)::kind[]", as: [Kind].self) == Kind.allCases)
            }
        }
    }

    @Test(arguments: ["2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "0000-01-01", "2024-01-32", "x", ""])
    func textsThatAreNoDaysAreRefused(text: String) {
        #expect(PostgresDate(text) == nil)
    }

    @Test(arguments: ["", "-", ".5", "5.", "1e3", "+1", "1,0", "NaN", "1.2.3", "--1", " 1"])
    func textsThatAreNoNumbersAreRefused(text: String) {
        #expect(PostgresNumeric(text) == nil)
    }
}
