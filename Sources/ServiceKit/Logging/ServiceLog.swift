// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Logging

/// The log of a service, one JSON line a record. Events are literals and values are fields, so that no record is
/// ever put together from a caller's text.
package struct ServiceLog: Sendable {
    package let logger: Logger

    package init(_ logger: Logger) {
        self.logger = logger
    }

    package func debug(_ event: StaticString, _ fields: [String: String] = [:]) {
        record(.debug, event, fields)
    }

    package func info(_ event: StaticString, _ fields: [String: String] = [:]) {
        record(.info, event, fields)
    }

    package func warning(_ event: StaticString, _ fields: [String: String] = [:]) {
        record(.warning, event, fields)
    }

    /// With what went wrong as the field `cause`.
    package func warning(_ event: StaticString, _ cause: any Error, _ fields: [String: String] = [:]) {
        record(.warning, event, fields.merging(["cause": String(describing: cause)]) { field, _ in field })
    }

    package func error(_ event: StaticString, _ cause: any Error, _ fields: [String: String] = [:]) {
        record(.error, event, fields.merging(["cause": String(describing: cause)]) { field, _ in field })
    }

    private func record(_ level: Logger.Level, _ event: StaticString, _ fields: [String: String]) {
        logger.log(
            level: level, "\(event.description)",
            metadata: fields.isEmpty ? nil : fields.mapValues { .string($0) })
    }
}
