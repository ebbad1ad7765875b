// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import FoundationEssentials
import JSON

/// What a cursor carries: the list it belongs to, the list's filter, and the last row of the page before it.
package struct PagePosition<Filter: Codable & Equatable & Sendable, After: Codable & Sendable>: Codable, Sendable {
    package let list: String
    package let filter: Filter?
    package let after: After

    package init(list: String, filter: Filter?, after: After) {
        self.list = list
        self.filter = filter
        self.after = after
    }

    /// The cursor's text is base64url of JSON, without padding: opaque to callers, and worth nothing outside of their
    /// own organisation, which is never read from it.
    package func cursor() throws -> PageCursor {
        let bytes = try JSON.JSONEncoder().encode(self)
        let text = Data(bytes).base64EncodedString()
        return try PageCursor(
            validating: String(
                text.compactMap { character -> Character? in
                    switch character {
                    case "+": "-"
                    case "/": "_"
                    case "=": nil
                    default: character
                    }
                }))
    }

    /// The position behind a cursor of this list. A filter given beside it must be the one that it was made with.
    ///
    /// Throws `InvalidParams` for a cursor of another list or filter, and for one that nobody made.
    package init(_ cursor: PageCursor, list: String, filter: Filter?) throws {
        let text = cursor.text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let data = Data(base64Encoded: String(text) + padding),
            let position = try? JSON.JSONDecoder(unknownMembers: .refuse).decode(Self.self, from: Array(data)),
            position.list == list
        else { throw InvalidParams(path: "$.cursor", rule: "must be a cursor from an earlier answer of this list") }
        guard filter == nil || filter == position.filter else {
            throw InvalidParams(path: "$.cursor", rule: "must be used with the filter that it was made with")
        }
        self = position
    }
}

/// A list without a filter.
package struct NoFilter: Codable, Equatable, Sendable {
    package init() {}
}
