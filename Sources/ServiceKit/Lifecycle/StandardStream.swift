// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Glibc

/// Text on standard output and standard error, for commands; services write lines of JSON by `LogSink`.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    /// Waits for the reader. What cannot be written, because the reader is gone, is left out.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
