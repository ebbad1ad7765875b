// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Makes Codable values of scanned JSON: strict where Foundation's decoder is lenient, and several times faster.
///
/// Rules beyond the types' own: a number for an integer must be written as one, so `1.0` and `1e3` are refused even
/// though they are integral (text that is exact in one language and rounded in another has no place in a ledger);
/// no member name may stand twice in an object, wherever it is; a string may not contain U+0000 unless allowed.
package struct JSONDecoder: Sendable {
    package enum UnknownMembers: Sendable {
        /// A member that the type never asked for is an error, and so is a value of which the type read nothing.
        case refuse
        /// For answers of a newer peer.
        case ignore
    }

    package var unknownMembers: UnknownMembers
    /// PostgreSQL's `text` cannot hold U+0000.
    package var refusesNUL: Bool
    package var limits: JSONLimits
    package var userInfo: [CodingUserInfoKey: any Sendable] = [:]

    package init(
        unknownMembers: UnknownMembers, refusesNUL: Bool = true, limits: JSONLimits = JSONLimits()
    ) {
        self.unknownMembers = unknownMembers
        self.refusesNUL = refusesNUL
        self.limits = limits
    }

    /// Paths in errors begin at `node`.
    package func decode<T: Decodable>(_ type: T.Type, from node: JSONNode) throws(JSONDecodingError) -> T {
        try decode(type, from: node, fields: nil)
    }

    package func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws(JSONDecodingError) -> T {
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument(parsing: bytes, limits: limits)
        } catch {
            throw JSONDecodingError(error)
        }
        return try decode(type, from: document.root, fields: nil)
    }

    /// The elements of `array` stand for the members `fields`, in that order; trailing ones may be left out where the
    /// type does without them. Paths name elements by position: `$[1].amount`.
    package func decode<T: Decodable>(
        _ type: T.Type, fromPositional array: JSONNode, fields: [String]
    ) throws(JSONDecodingError) -> T {
        guard array.kind == .array else {
            throw JSONDecodingError(kind: .typeMismatch, path: "$", rule: "must be an array")
        }
        guard array.count <= fields.count else {
            let allowed = fields.count == 1 ? "1 element" : "\(fields.count) elements"
            throw JSONDecodingError(kind: .unknown, path: "$", rule: "must have at most \(allowed)")
        }
        return try decode(type, from: array, fields: fields)
    }

    private func decode<T: Decodable>(
        _ type: T.Type, from node: JSONNode, fields: [String]?
    ) throws(JSONDecodingError) -> T {
        let run = DecodingRun(node, by: self, fields: fields)
        try run.refuseBlemishes(allowingNUL: !refusesNUL)
        let value = try run.decode(type, at: node.index)
        try run.refuseUnknownMembers()
        return value
    }
}
