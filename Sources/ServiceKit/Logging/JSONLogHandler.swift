// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
package import Logging

/// The backend of swift-log: every record a line of JSON, its metadata flat beside the fixed members.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let origin: LogOrigin
    private let sink: LogSink
    private let clock: Clock

    package init(origin: LogOrigin, level: Logger.Level, sink: LogSink = .standardError, clock: Clock = .system) {
        self.origin = origin
        logLevel = level
        self.sink = sink
        self.clock = clock
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = LogLine(
            time: clock.now(), level: event.level.rawValue, origin: origin, event: event.message.description)
        if let trace = CallContext.trace { line.add("traceId", trace.traceID) }
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { _, new in new } }
        if let own = event.metadata { fields.merge(own) { _, new in new } }
        if let error = event.error { fields["cause"] = .string(String(describing: error)) }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            JSONLogHandler.add(LogOrigin.ownNames.contains(name) ? "field.\(name)" : name, value, to: &line)
        }
        sink.write(line.ended())
    }

    /// Dictionaries and lists become members of dotted names.
    private static func add(_ name: String, _ value: Logger.Metadata.Value, to line: inout LogLine) {
        switch value {
        case .string(let text): line.add(name, text)
        case .stringConvertible(let value): line.add(name, value.description)
        case .array(let elements):
            for (index, element) in elements.enumerated() { add("\(name).\(index)", element, to: &line) }
        case .dictionary(let members):
            for (key, member) in members.sorted(by: { $0.key < $1.key }) { add("\(name).\(key)", member, to: &line) }
        }
    }
}
