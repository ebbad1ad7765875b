// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSON
import Testing

@Suite struct IntegerTests {
    private func checkEdges<I: FixedWidthInteger & Codable & Sendable>(_ type: I.Type) throws {
        let edges = try JSON.JSONDecoder.strict.decode([I].self, "[\(I.min),\(I.max),0,1]")
        #expect(edges == [.min, .max, 0, 1])
        let keyed = try JSON.JSONDecoder.strict.decode([String: I].self, "{\"a\":\(I.min),\"b\":\(I.max)}")
        #expect(keyed == ["a": .min, "b": .max])
        let beyond = [next(after: "\(I.max)"), I.isSigned ? next(after: "\(I.min)") : "-1"]
        for text in beyond + ["1" + String(repeating: "0", count: 60)] {
            let error = #expect(throws: JSONDecodingError.self) {
                try JSON.JSONDecoder.strict.decode([I].self, "[\(text)]")
            }
            #expect(
                error
                    == JSONDecodingError(
                        kind: .outOfRange, path: "$[0]", rule: "must be an integer from \(I.min) to \(I.max)"))
        }
        #expect(try JSON.JSONEncoder.text([I.min, .max]) == "[\(I.min),\(I.max)]")
    }

    /// One further from zero, by hand, because no type holds it.
    private func next(after text: String) -> String {
        var digits = Array(text.utf8)
        for position in digits.indices.reversed() {
            digits[position] += 1
            if digits[position] <= UInt8(ascii: "9") { break }
            digits[position] = UInt8(ascii: "0")
        }
        return String(decoding: digits, as: UTF8.self)
    }

    @Test func edgesOfEachWidthAreExact() throws {
        try checkEdges(Int.self)
        try checkEdges(Int8.self)
        try checkEdges(Int16.self)
        try checkEdges(Int32.self)
        try checkEdges(Int64.self)
        try checkEdges(Int128.self)
        try checkEdges(UInt.self)
        try checkEdges(UInt8.self)
        try checkEdges(UInt16.self)
        try checkEdges(UInt32.self)
        try checkEdges(UInt64.self)
        try checkEdges(UInt128.self)
    }

    @Test(arguments: ["1.0", "1e3", "1E0", "0.5", "-1.5", "\"1\"", "true", "[]", "null"])
    func onlyWhatIsWrittenAsAnIntegerIsOne(_ text: String) {
        let error = #expect(throws: JSONDecodingError.self) {
            try JSON.JSONDecoder.strict.decode([Int].self, "[\(text)]")
        }
        #expect(error == JSONDecodingError(kind: .typeMismatch, path: "$[0]", rule: "must be an integer"))
    }

    @Test func minusZeroIsZero() throws {
        #expect(try JSON.JSONDecoder.strict.decode([Int].self, "[-0]") == [0])
        #expect(try JSON.JSONDecoder.strict.decode([UInt8].self, "[-0]") == [0])
    }
}
