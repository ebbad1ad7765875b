// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Glibc
import Synchronization

/// Writes whole lines to a file descriptor and never waits for its reader.
///
/// While the reader is slow, lines are kept in memory up to a bound; beyond it they are dropped and counted, and the
/// next line that gets through says how many. A line is one `write`, so lines of several threads never mix.
package final class LogSink: Sendable {
    private struct Waiting {
        var bytes: [UInt8] = []
        var dropped = 0
    }

    private let descriptor: Int32
    private let waiting = Mutex(Waiting())
    /// In bytes.
    private let capacity: Int

    /// `PIPE_BUF`: what a pipe that can be written takes at once.
    private static let greatestAtomicWrite = 4096

    package init(descriptor: Int32 = 2, capacity: Int = 1 << 20) {
        self.descriptor = descriptor
        self.capacity = capacity
    }

    package static let standardError = LogSink()

    /// `line` ends with a line feed.
    package func write(_ line: [UInt8]) {
        waiting.withLock { waiting in
            drain(&waiting, waitingForReader: false)
            var rest = line[...]
            if waiting.bytes.isEmpty, waiting.dropped == 0 {
                rest = rest.dropFirst(put(rest, waitingForReader: false))
                if rest.isEmpty { return }
            }
            // The rest of a line that was begun is kept whatever the bound, or two lines would become one.
            guard waiting.bytes.count + rest.count <= capacity || rest.count < line.count else {
                waiting.dropped += 1
                return
            }
            waiting.bytes.append(contentsOf: rest)
        }
    }

    /// Writes what is still in memory, waiting up to a second for the reader: at the end of the process.
    package func flush() {
        waiting.withLock { drain(&$0, waitingForReader: true) }
    }

    private func drain(_ waiting: inout Waiting, waitingForReader: Bool) {
        if !waiting.bytes.isEmpty {
            let written = put(waiting.bytes[...], waitingForReader: waitingForReader)
            waiting.bytes.removeFirst(written)
        }
        guard waiting.bytes.isEmpty, waiting.dropped > 0 else { return }
        let line = Array(#"{"level":"warning","event":"log lines dropped","count":\#(waiting.dropped)}"#.utf8) + [0x0A]
        if put(line[...], waitingForReader: waitingForReader) == line.count { waiting.dropped = 0 }
    }

    /// How many bytes were written: all, unless the descriptor failed or takes no more for now.
    private func put(_ lines: ArraySlice<UInt8>, waitingForReader: Bool) -> Int {
        var rest = lines
        while !rest.isEmpty, isWritable(waiting: waitingForReader) {
            let next = LogSink.piece(of: rest)
            let count = next.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        return lines.count - rest.count
    }

    /// The lines that are written at once, or the start of a longer one.
    private static func piece(of lines: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let head = lines.prefix(greatestAtomicWrite)
        guard let end = head.lastIndex(of: 0x0A) else { return head }
        return head[...end]
    }

    private func isWritable(waiting: Bool) -> Bool {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let count = Glibc.poll(&poll, 1, waiting ? 1000 : 0)
        return count > 0 && poll.revents & Int16(POLLOUT) != 0
    }
}
