// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON

/// One record as a flat JSON object on one line.
struct LogLine {
    private var bytes: [UInt8]

    init(time: Instant, level: String, origin: LogOrigin, event: String) {
        bytes = []
        bytes.reserveCapacity(320)
        bytes.append(contentsOf: #"{"time":""#.utf8)
        bytes.append(contentsOf: time.text.utf8)
        bytes.append(contentsOf: #"","level":""#.utf8)
        bytes.append(contentsOf: level.utf8)
        bytes.append(contentsOf: origin.members)
        add("event", event)
    }

    mutating func add(_ name: String, _ text: String) {
        begin(name)
        JSONText.append(text, to: &bytes)
    }

    mutating func add(_ name: String, _ number: Int) {
        begin(name)
        bytes.append(contentsOf: String(number).utf8)
    }

    /// In milliseconds with microseconds behind the point.
    mutating func add(_ name: String, milliseconds duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let fraction = String(microseconds % 1000)
        begin(name)
        bytes.append(contentsOf: String(microseconds / 1000).utf8)
        bytes.append(0x2E)
        bytes.append(contentsOf: repeatElement(0x30, count: 3 - fraction.utf8.count))
        bytes.append(contentsOf: fraction.utf8)
    }

    consuming func ended() -> [UInt8] {
        bytes.append(contentsOf: [0x7D, 0x0A])
        return bytes
    }

    private mutating func begin(_ name: String) {
        bytes.append(0x2C)
        JSONText.append(name, to: &bytes)
        bytes.append(0x3A)
    }
}

/// What is the same on every line of a process.
package struct LogOrigin: Sendable {
    let members: [UInt8]

    package init(service: String, version: String) {
        var members = Array(#"","service":"#.utf8)
        JSONText.append(service, to: &members)
        members.append(contentsOf: #","version":"#.utf8)
        JSONText.append(version, to: &members)
        self.members = members
    }

    static let ownNames: Set<String> = ["time", "level", "service", "version", "event", "traceId"]
}
