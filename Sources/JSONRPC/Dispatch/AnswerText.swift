// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON

/// Writes the members around a result or an error.
enum AnswerText {
    private static let start = Array(#"{"jsonrpc":"2.0","id":"#.utf8)
    private static let result = Array(#","result":"#.utf8)
    private static let error = Array(#","error":"#.utf8)

    static func result(_ write: (inout [UInt8]) throws -> Void, id: ArraySlice<UInt8>) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        bytes.append(contentsOf: start)
        bytes.append(contentsOf: id)
        bytes.append(contentsOf: result)
        try write(&bytes)
        bytes.append(0x7D)
        return bytes
    }

    static func result(_ encoded: [UInt8], id: ArraySlice<UInt8>) -> [UInt8] {
        start + id + result + encoded + [0x7D]
    }

    /// An error whose own fields cannot be encoded is answered as an internal error without them.
    static func error(_ object: ErrorObject, id: ArraySlice<UInt8>) -> [UInt8] {
        let encoded: [UInt8]
        do {
            encoded = try JSONEncoder().encode(object)
        } catch {
            encoded = Array(#"{"code":-32603,"message":"Internal error"}"#.utf8)
        }
        return start + id + AnswerText.error + encoded + [0x7D]
    }

    /// A caller's text as it may be shown again: at most 64 printable ASCII characters.
    static func shown(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(64) {
            shown += scalar.value >= 0x20 && scalar.value < 0x7F ? String(scalar) : scalar.escaped(asASCII: true)
        }
        return shown
    }
}
