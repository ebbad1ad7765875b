// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
package import JSONRPC
package import Logging

/// One line for each call: who called what, how it ended and how long it took. Params, results and tokens never
/// reach it, since a record has none.
package struct CallLog: CallObserver {
    private let origin: LogOrigin
    private let level: Logger.Level
    private let sink: LogSink
    private let clock: Clock

    package init(origin: LogOrigin, level: Logger.Level, sink: LogSink = .standardError, clock: Clock = .system) {
        self.origin = origin
        self.level = level
        self.sink = sink
        self.clock = clock
    }

    package func callDidStart() {}

    package func callDidEnd(_ record: CallRecord) {
        let recordLevel = CallLog.level(of: record)
        guard recordLevel >= level else { return }
        var line = LogLine(time: clock.now(), level: recordLevel.rawValue, origin: origin, event: "call")
        line.add("method", record.method)
        line.add("code", record.code)
        line.add("durationMs", milliseconds: record.duration)
        if let caller = record.caller {
            line.add("caller", caller.label)
            if caller.service == nil { line.add("organisation", caller.organisation.text) }
        }
        if let trace = record.trace {
            line.add("traceId", trace.traceID)
            line.add("spanId", trace.spanID)
        }
        if let cause = record.cause { line.add("cause", cause) }
        sink.write(line.ended(), mayWait: recordLevel <= .info)
    }

    /// A failure that has a name, such as an overload, is a warning; one that has none is a mistake of ours.
    private static func level(of record: CallRecord) -> Logger.Level {
        if record.cause == nil { return .info }
        return record.code == StandardCode.internalError.rawValue ? .error : .warning
    }
}
