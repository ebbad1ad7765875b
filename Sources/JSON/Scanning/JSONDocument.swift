// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a document may cost before it is refused.
package struct JSONLimits: Sendable {
    /// Objects and arrays inside each other; 64 nested arrays are read, 65 are refused.
    package var depth: Int

    package init(depth: Int = 64) {
        self.depth = depth
    }

    /// Offsets and token numbers are kept in 29 bits.
    static let bytes = 1 << 29
}

/// A JSON text that was checked once, whole, against RFC 8259. Reading from it afterwards cannot meet malformed text.
///
/// Duplicate member names are well-formed for the scan, because who answers for them depends on where they stand;
/// `JSONNode.duplicateMember` tells of them and `JSONDecoder` refuses them.
package struct JSONDocument: Sendable {
    let tape: Tape

    package init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONSyntaxError) {
        tape = try Tape(scanning: bytes, limits: limits)
    }

    package var root: JSONNode { JSONNode(tape: tape, index: 0) }
}
