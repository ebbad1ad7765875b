// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension SQL: ExpressibleByStringInterpolation {
    package init(stringLiteral literal: StaticString) {
        append(literal: literal)
    }

    package init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL(stringLiteral: "")

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: StaticString) {
            sql.append(literal: literal)
        }

        /// Binds a value.
        package mutating func appendInterpolation<Value: PostgresBindable>(_ value: Value) {
            sql.bind(value)
        }

        /// Binds a value or null. Without this the compiler would warn of every optional.
        package mutating func appendInterpolation<Value: PostgresBindable>(_ value: Value?) {
            sql.bind(value)
        }

        /// Adds a clause with its own parameters.
        package mutating func appendInterpolation(_ clause: SQL) {
            sql.append(clause)
        }

        /// Puts a name in quotes. The literal is the programmer's: it must not contain a quote.
        package mutating func appendInterpolation(identifier: StaticString) {
            sql.append(name: identifier.description)
        }

        /// Such a statement is not kept prepared.
        package mutating func appendInterpolation(identifier: PostgresIdentifier) {
            sql.append(name: identifier.text, isOneOff: true)
        }
    }
}
