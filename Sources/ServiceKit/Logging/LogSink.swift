// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Glibc
import Synchronization

/// Writes whole lines to a file descriptor and never waits for its reader.
///
/// While the reader is slow, lines are kept in memory up to a bound; beyond it they are dropped and counted, and the
/// next line that gets through says how many. A `write` takes whole lines, so lines of several threads never mix.
package final class LogSink: Sendable {
    private struct Waiting {
        var bytes: [UInt8] = []
        var dropped = 0
        /// Told when the first line waits that may; nil while none may.
        var gathering: AsyncStream<Void>.Continuation?
    }

    private let descriptor: Int32
    private let waiting = Mutex(Waiting())
    /// In bytes.
    private let capacity: Int

    /// `PIPE_BUF`: what a pipe that can be written takes at once.
    private static let greatestAtomicWrite = 4096
    /// In bytes: as many lines as one `write` takes, with room for the last.
    private static let gathered = greatestAtomicWrite - 512
    /// How long a line waits for others.
    private static let gatheringTime = Duration.milliseconds(20)

    package init(descriptor: Int32 = 2, capacity: Int = 1 << 20) {
        self.descriptor = descriptor
        self.capacity = capacity
    }

    package static let standardError = LogSink()

    /// Lets lines that may wait be written together while it runs, until the task is cancelled. A kill -9 takes those
    /// with it that wait at the time.
    package func gather() async {
        let (firsts, gathering) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        waiting.withLock { $0.gathering = gathering }
        for await _ in firsts {
            // Cut short by the end, which writes them too.
            try? await Task.sleep(for: LogSink.gatheringTime)
            waiting.withLock { waiting in
                drain(&waiting, waitingForReader: false)
                // Its reader is slow.
                if !waiting.bytes.isEmpty { gathering.yield() }
            }
        }
        waiting.withLock { waiting in
            waiting.gathering = nil
            drain(&waiting, waitingForReader: false)
        }
    }

    /// `line` ends with a line feed. One that `mayWait` is written together with others that come soon after it, when
    /// `gather` runs; all are written in the order in which they came.
    package func write(_ line: [UInt8], mayWait: Bool = false) {
        waiting.withLock { waiting in
            if mayWait, let gathering = waiting.gathering, waiting.dropped == 0,
                waiting.bytes.count + line.count < LogSink.gathered
            {
                if waiting.bytes.isEmpty { gathering.yield() }
                waiting.bytes.append(contentsOf: line)
                return
            }
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
