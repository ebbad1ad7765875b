// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A type that JSON has a form for, written without its `encode(to:)`.
protocol JSONWritable {
    /// False when this value has no form in JSON; then nothing was written.
    func write(to text: inout TextBuffer) -> Bool
}

/// Text that is JSON already.
struct RawJSON: JSONWritable {
    let bytes: StaticString

    @inline(__always)
    func write(to text: inout TextBuffer) -> Bool {
        text.append(UnsafeBufferPointer(start: bytes.utf8Start, count: bytes.utf8CodeUnitCount))
        return true
    }
}

extension Bool: JSONWritable {
    @inline(__always)
    func write(to text: inout TextBuffer) -> Bool {
        RawJSON(bytes: self ? "true" : "false").write(to: &text)
    }
}

extension String: JSONWritable {
    @inline(__always)
    func write(to text: inout TextBuffer) -> Bool {
        text.append(string: self)
        return true
    }
}

extension JSONWritable where Self: FixedWidthInteger {
    @inline(__always)
    func write(to text: inout TextBuffer) -> Bool {
        text.append(integer: self)
        return true
    }
}

extension JSONWritable where Self: BinaryFloatingPoint & LosslessStringConvertible {
    /// The shortest digits that read back as the same value.
    func write(to text: inout TextBuffer) -> Bool {
        guard isFinite else { return false }
        var digits = description
        digits.withUTF8 { text.append($0) }
        return true
    }
}

extension Double: JSONWritable {}
extension Float: JSONWritable {}
extension Int: JSONWritable {}
extension Int8: JSONWritable {}
extension Int16: JSONWritable {}
extension Int32: JSONWritable {}
extension Int64: JSONWritable {}
extension Int128: JSONWritable {}
extension UInt: JSONWritable {}
extension UInt8: JSONWritable {}
extension UInt16: JSONWritable {}
extension UInt32: JSONWritable {}
extension UInt64: JSONWritable {}
extension UInt128: JSONWritable {}
