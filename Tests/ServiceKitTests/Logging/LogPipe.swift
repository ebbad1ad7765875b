// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Glibc

@testable import ServiceKit

/// A sink whose other end the test holds.
struct LogPipe {
    let sink: LogSink
    private let reading: Int32
    private let writing: Int32

    init(capacity: Int = 1 << 20) {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
        sink = LogSink(descriptor: writing, capacity: capacity)
    }

    /// What is in the pipe now.
    func text() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(reading, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes.append(contentsOf: buffer.prefix(count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func lines() -> [String] {
        text().split(separator: "\n").map(String.init)
    }

    func close() {
        Glibc.close(reading)
        Glibc.close(writing)
    }
}
