// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

/// Random values and random damage, the same in each run.
@Suite struct RoundTripTests {
    private static func value(_ random: inout SplitMix64, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .number("\(Int64(bitPattern: random.next() >> UInt64.random(in: 0...63, using: &random)))")
        case 3:
            let double = Double(bitPattern: random.next())
            return .number(double.isFinite ? "\(double)" : "0.5e-7")
        case 4: return .string(string(&random))
        case 5:
            return .array((0..<Int.random(in: 0...5, using: &random)).map { _ in value(&random, depth: depth - 1) })
        default:
            let names = Set((0..<Int.random(in: 0...30, using: &random)).map { _ in string(&random) })
            return .object(JSONObject(names.sorted().map { ($0, value(&random, depth: depth - 2)) }))
        }
    }

    private static func string(_ random: inout SplitMix64) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...20, using: &random) {
            let bound: UInt32 = [0x80, 0x100, 0x3000, 0x110000].randomElement(using: &random) ?? 0x80
            if let scalar = Unicode.Scalar(UInt32.random(in: 1..<bound, using: &random)) { scalars.append(scalar) }
        }
        return String(scalars)
    }

    @Test func valuesComeBack() throws {
        var random = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            let value = Self.value(&random, depth: 5)
            let bytes = try JSON.JSONEncoder().encode(value)
            let back = try JSON.JSONDecoder.strict.decode(JSONValue.self, from: bytes)
            #expect(back == value)
            #expect(try JSON.JSONEncoder().encode(back) == bytes)
            let pretty = Array(JSONText.pretty(value).utf8)
            #expect(try JSON.JSONDecoder.strict.decode(JSONValue.self, from: pretty) == value)
        }
    }

    /// Whatever a damaged text becomes, it is refused with a place inside it, or read and written to the same value.
    @Test func damageIsRefusedOrHarmless() throws {
        var random = SplitMix64(seed: 8)
        let letters = Array("{}[]:,\"\\u0dDcC8-.eE+ \n1truefalsn".utf8) + [0x00, 0x1F, 0x80, 0xC3, 0xED, 0xF4, 0xFF]
        var refused = 0
        for _ in 0..<5000 {
            var bytes = try JSON.JSONEncoder().encode(Self.value(&random, depth: 4))
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = letters.randomElement(using: &random) ?? 0
            }
            let document: JSONDocument
            do throws(JSONSyntaxError) {
                document = try JSONDocument(parsing: bytes)
            } catch {
                refused += 1
                #expect((0...bytes.count).contains(error.offset))
                continue
            }
            let value = JSONValue(document.root)
            let again = try JSON.JSONEncoder().encode(value)
            #expect(JSONValue(try JSONDocument(parsing: again).root) == value)
        }
        #expect(refused > 1000)
    }

    @Test func dictionariesOfAnySizeAreSortedAndComeBack() throws {
        var random = SplitMix64(seed: 9)
        for size in [0, 1, 2, 3, 10, 100, 1000] {
            let dictionary = Dictionary((0..<size).map { (Self.string(&random) + "\($0)", $0) }) { first, _ in first }
            let bytes = try JSON.JSONEncoder().encode(dictionary)
            #expect(try JSON.JSONDecoder.strict.decode([String: Int].self, from: bytes) == dictionary)
            let shuffled = Dictionary(uniqueKeysWithValues: dictionary.shuffled(using: &random))
            #expect(try JSON.JSONEncoder().encode(shuffled) == bytes)
        }
    }
}
