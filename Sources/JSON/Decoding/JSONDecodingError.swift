// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Well-formed JSON that is not the value it should be.
package struct JSONDecodingError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// Another kind of JSON value, or a number that is not written as an integer.
        case typeMismatch
        /// A number that the type cannot hold.
        case outOfRange
        /// A required member or element that is not there.
        case missing
        /// Members or elements that nothing asked for.
        case unknown
        /// Two members of one name.
        case duplicate
        /// The right kind of JSON value, refused by the type itself.
        case invalidValue
        /// Not JSON at all.
        case syntax
    }

    package struct Violation: Sendable, Hashable {
        /// From the value that was decoded: `$`, `$.lines[3].amount`, `$["odd name"]`.
        package let path: String
        /// What must hold there, such as "must be a string".
        package let rule: String

        package init(path: String, rule: String) {
            self.path = path
            self.rule = rule
        }
    }

    package let kind: Kind
    /// At least one; several only when several members are unknown.
    package let violations: [Violation]

    package var path: String { violations.first?.path ?? "$" }
    package var rule: String { violations.first?.rule ?? "" }

    package init(kind: Kind, path: String, rule: String) {
        self.init(kind: kind, violations: [Violation(path: path, rule: rule)])
    }

    package init(kind: Kind, violations: [Violation]) {
        self.kind = kind
        self.violations = violations
    }

    init(_ error: JSONSyntaxError) {
        self.init(kind: .syntax, path: "$", rule: error.description)
    }

    package var description: String {
        violations.map { "\($0.path) \($0.rule)" }.joined(separator: "; ")
    }
}
