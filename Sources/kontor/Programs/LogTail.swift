// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

/// The end of a log.
enum LogTail {
    /// Bytes that are looked at from the end of a file.
    private static let window: UInt64 = 64 << 10

    static func last(lines count: Int, of text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: true).suffix(count).joined(separator: "\n")
    }

    /// Empty when the file cannot be read.
    static func last(lines count: Int, ofFile path: String) -> String {
        guard let bytes = try? FileAccess.end(of: path, window: window) else { return "" }
        return last(lines: count, of: String(decoding: bytes, as: UTF8.self))
    }
}
