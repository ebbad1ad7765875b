// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Writes Codable values as JSON while they encode themselves: members stand in the order in which the type encodes
/// them, nothing is indented, and only what RFC 8259 demands is escaped.
///
/// Dictionaries are written with their names in the order of their bytes, so that equal values make equal texts. NaN
/// and the infinities are refused. Two habits of `Encodable` that a stream cannot serve are refused as well: writing
/// to a container after a later sibling was begun, and more than one value in one place. A type that encodes one key
/// twice gets a text with a duplicate member, which `JSONDecoder` refuses.
package struct JSONEncoder: Sendable {
    package var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    package init() {}

    package func encode<T: Encodable>(_ value: T) throws -> [UInt8] {
        let writer = try write(value)
        return Array(writer.state.pointee.written)
    }

    /// Appends to `output`, which is left as it was when the value cannot be encoded.
    package func encode<T: Encodable>(_ value: T, into output: inout [UInt8]) throws {
        let writer = try write(value)
        output.append(contentsOf: writer.state.pointee.written)
    }

    private func write<T: Encodable>(_ value: T) throws -> JSONWriter {
        let writer = JSONWriter(userInfo: userInfo)
        let slot = writer.state.pointee.beginRoot()
        try writer.encode(value, in: slot)
        try writer.state.pointee.finish()
        return writer
    }
}
