// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A data type of PostgreSQL by its object id; the built-in ones never change their ids.
package struct PostgresType: Hashable, Sendable {
    package let oid: UInt32

    package init(oid: UInt32) {
        self.oid = oid
    }

    /// No type at all: a statement that binds a value of it is refused before it is sent.
    package static let unsupported = PostgresType(oid: 0)
    package static let bool = PostgresType(oid: 16)
    package static let bytea = PostgresType(oid: 17)
    package static let char = PostgresType(oid: 18)
    package static let name = PostgresType(oid: 19)
    package static let int8 = PostgresType(oid: 20)
    package static let int2 = PostgresType(oid: 21)
    package static let int4 = PostgresType(oid: 23)
    package static let text = PostgresType(oid: 25)
    package static let oid = PostgresType(oid: 26)
    package static let json = PostgresType(oid: 114)
    package static let xml = PostgresType(oid: 142)
    package static let float4 = PostgresType(oid: 700)
    package static let float8 = PostgresType(oid: 701)
    package static let unknown = PostgresType(oid: 705)
    package static let bpchar = PostgresType(oid: 1042)
    package static let varchar = PostgresType(oid: 1043)
    package static let date = PostgresType(oid: 1082)
    package static let timestamp = PostgresType(oid: 1114)
    package static let timestamptz = PostgresType(oid: 1184)
    package static let numeric = PostgresType(oid: 1700)
    package static let uuid = PostgresType(oid: 2950)
    package static let jsonb = PostgresType(oid: 3802)

    /// Types that the server created at run time (enumerations, domains, extensions) start here.
    private static let firstUserDefined: UInt32 = 16_384

    private static let elementByArray: [UInt32: UInt32] = [
        1_000: 16, 1_001: 17, 1_002: 18, 1_003: 19, 1_016: 20, 1_005: 21, 1_007: 23, 1_009: 25, 1_028: 26,
        199: 114, 143: 142, 1_021: 700, 1_022: 701, 1_014: 1_042, 1_015: 1_043, 1_182: 1_082, 1_115: 1_114,
        1_185: 1_184, 1_231: 1_700, 2_951: 2_950, 3_807: 3_802,
    ]

    private static let arrayByElement = Dictionary(
        uniqueKeysWithValues: elementByArray.map { ($0.value, $0.key) })

    /// The type of a one-dimensional array of this type; `.unsupported` for arrays and types without one.
    package var array: PostgresType {
        PostgresType(oid: Self.arrayByElement[oid] ?? 0)
    }

    var isUserDefined: Bool { oid >= Self.firstUserDefined }

    /// Whether the binary form of a value is its text in UTF-8; so it is for enumerations.
    var isTextual: Bool {
        switch self {
        case .text, .varchar, .bpchar, .name, .json, .xml, .unknown: true
        default: isUserDefined
        }
    }
}
