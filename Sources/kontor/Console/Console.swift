// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Everything the command line writes goes through here: what was asked for to standard output, everything else
/// (progress, warnings) to standard error, so that a result can be piped.
struct Console: Sendable {
    private let resultDescriptor: Int32
    private let progressDescriptor: Int32

    static let standard = Console(result: 1, progress: 2)

    init(result: Int32, progress: Int32) {
        resultDescriptor = result
        progressDescriptor = progress
    }

    /// A line of the answer.
    func result(_ line: String = "") {
        Self.emit(line + "\n", to: resultDescriptor)
    }

    /// A line about what is going on.
    func note(_ line: String) {
        Self.emit(line + "\n", to: progressDescriptor)
    }

    /// Names the step before it begins, and how long it took when that was over a second.
    func step<Value>(_ title: String, _ work: () async throws -> Value) async throws -> Value {
        note("- \(title)")
        let clock = ContinuousClock()
        let start = clock.now
        let value = try await work()
        let elapsed = clock.now - start
        if elapsed > .seconds(1) {
            note("  done in \(Self.seconds(elapsed))")
        }
        return value
    }

    /// One decimal: `12.3 s`.
    static func seconds(_ duration: Duration) -> String {
        let tenths = duration.components.seconds * 10 + duration.components.attoseconds / 100_000_000_000_000_000
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// Writes all of it or gives up: a closed pipe at the other end is no failure of the command.
    private static func emit(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = writeBytes(rest, to: descriptor)
                if written < 0 {
                    if errno == EINTR || errno == EAGAIN { continue }
                    return
                }
                rest = rest.dropFirst(written)
            }
        }
    }
}

// Under the name of a method the C function is out of sight.
private func writeBytes(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, to descriptor: Int32) -> Int {
    write(descriptor, UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes)).baseAddress, bytes.count)
}
