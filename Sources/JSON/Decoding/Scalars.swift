// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A type that JSON has a form for, read without its `init(from:)`.
protocol JSONScalar {
    static func read(_ index: Int, in run: DecodingRun) throws(JSONDecodingError) -> Self
}

extension Bool: JSONScalar {
    @inline(__always)
    static func read(_ index: Int, in run: DecodingRun) throws(JSONDecodingError) -> Bool {
        guard run.token(index).kind == .bool else { throw run.mismatch(index, "must be true or false") }
        return run.tape.raw(index)[0] == UInt8(ascii: "t")
    }
}

extension String: JSONScalar {
    @inline(__always)
    static func read(_ index: Int, in run: DecodingRun) throws(JSONDecodingError) -> String {
        guard run.token(index).kind == .string else { throw run.mismatch(index, "must be a string") }
        return run.tape.string(at: index)
    }
}

extension JSONScalar where Self: FixedWidthInteger {
    @inline(__always)
    static func read(_ index: Int, in run: DecodingRun) throws(JSONDecodingError) -> Self {
        let token = run.token(index)
        guard token.kind == .number, token.flags.contains(.integer) else {
            throw run.mismatch(index, "must be an integer")
        }
        if let value = NumberText.integer(run.tape.raw(index)) as Self? { return value }
        throw outOfRange(index, in: run)
    }

    private static func outOfRange(_ index: Int, in run: DecodingRun) -> JSONDecodingError {
        let rule = "must be an integer from \(Self.min) to \(Self.max)"
        return JSONDecodingError(kind: .outOfRange, path: run.path(to: index), rule: rule)
    }
}

extension JSONScalar where Self: BinaryFloatingPoint & LosslessStringConvertible {
    static func read(_ index: Int, in run: DecodingRun) throws(JSONDecodingError) -> Self {
        guard run.token(index).kind == .number else { throw run.mismatch(index, "must be a number") }
        if let value = NumberText.floatingPoint(run.tape.raw(index)) as Self? { return value }
        let rule = "must be a number of at most \(Self.greatestFiniteMagnitude) in magnitude"
        throw JSONDecodingError(kind: .outOfRange, path: run.path(to: index), rule: rule)
    }
}

extension Double: JSONScalar {}
extension Float: JSONScalar {}
extension Int: JSONScalar {}
extension Int8: JSONScalar {}
extension Int16: JSONScalar {}
extension Int32: JSONScalar {}
extension Int64: JSONScalar {}
extension Int128: JSONScalar {}
extension UInt: JSONScalar {}
extension UInt8: JSONScalar {}
extension UInt16: JSONScalar {}
extension UInt32: JSONScalar {}
extension UInt64: JSONScalar {}
extension UInt128: JSONScalar {}
