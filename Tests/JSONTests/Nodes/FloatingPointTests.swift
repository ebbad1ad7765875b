// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

/// Cases on which hand-made parsers are known to go wrong.
@Suite struct FloatingPointTests {
    @Test(
        arguments: [
            ("0", 0x0), ("-0", 0x8000_0000_0000_0000), ("-0.0e5", 0x8000_0000_0000_0000), ("1", 0x3FF0_0000_0000_0000),
            ("0.1", 0x3FB9_9999_9999_999A), ("9007199254740992", 0x4340_0000_0000_0000),
            ("9007199254740993", 0x4340_0000_0000_0000), ("9007199254740995", 0x4340_0000_0000_0002),
            ("9007199254740993.00000000000000000001", 0x4340_0000_0000_0001), ("1e22", 0x4480_F0CF_064D_D592),
            ("1e23", 0x44B5_2D02_C7E1_4AF6), ("123456789012345678", 0x437B_69B4_BA63_0F35),
            ("2.2250738585072011e-308", 0x000F_FFFF_FFFF_FFFF), ("2.2250738585072014e-308", 0x0010_0000_0000_0000),
            ("4.9e-324", 0x1), ("2.4703282292062327208e-324", 0x0), ("2.4703282292062328e-324", 0x1), ("1e-400", 0x0),
            ("1.7976931348623157e308", 0x7FEF_FFFF_FFFF_FFFF), ("1.7976931348623158e308", 0x7FEF_FFFF_FFFF_FFFF),
            ("6.0221413e23", 0x44DF_E185_FA4D_F2C8), ("0.000000000000000000000000000001", 0x39B4_484B_FEEB_C2A0),
            ("8.5e-1", 0x3FEB_3333_3333_3333), ("1.00000000000000011102230246251565", 0x3FF0_0000_0000_0000),
            ("1.00000000000000011102230246251566", 0x3FF0_0000_0000_0001), ("0e99999", 0x0), ("0.0e-99999", 0x0),
        ] as [(String, UInt64)])
    func isRoundedCorrectly(_ text: String, _ bits: UInt64) throws {
        let node = try JSONDocument(parsing: Array(text.utf8)).root
        let value = try #require(node.double)
        #expect(String(value.bitPattern, radix: 16) == String(bits, radix: 16))
    }

    @Test(arguments: ["1e309", "-1e309", "1.7976931348623159e308", "1e99999999999999999999"])
    func whatRoundsToInfinityIsOutOfRange(_ text: String) throws {
        #expect(try JSONDocument(parsing: Array(text.utf8)).root.double == nil)
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder(unknownMembers: .refuse).decode([Double].self, from: Array("[\(text)]".utf8))
        }
        #expect(error?.kind == .outOfRange)
        #expect(error?.path == "$[0]")
    }

    /// Rounding to Double first and to Float then would give 1.
    @Test func floatsAreRoundedOnce() throws {
        let decoder = JSON.JSONDecoder(unknownMembers: .refuse)
        let text = "[1.000000059604644775390626,16777217,3.4028234e38]"
        let values = try decoder.decode([Float].self, from: Array(text.utf8))
        #expect(values == [1.0000001, 16_777_216, .greatestFiniteMagnitude])
        let error = #expect(throws: JSONDecodingError.self) { try decoder.decode(Float.self, from: Array("1e39".utf8)) }
        #expect(error?.kind == .outOfRange)
    }

    /// The fast path and the library's own parser must agree.
    @Test func fastPathAgreesWithTheLibrary() throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<20_000 {
            let digits = random.next() >> UInt64.random(in: 0...63, using: &random)
            let scale = Int.random(in: -30...30, using: &random)
            let text = Bool.random(using: &random) ? "\(digits)e\(scale)" : "\(digits).\(digits)E\(scale)"
            let value = try JSONDocument(parsing: Array(text.utf8)).root.double
            #expect(value == Double(text), "\(text)")
        }
    }
}
