// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Where bytes come from, chunk by chunk.
package protocol ByteSource {
    /// Empty at the end, and only there.
    func read(atMost count: Int) throws -> [UInt8]
}

/// Bytes that are in memory.
package final class MemorySource: ByteSource {
    private var rest: ArraySlice<UInt8>

    package init(_ text: String) {
        rest = Array(text.utf8)[...]
    }

    package func read(atMost count: Int) -> [UInt8] {
        let chunk = rest.prefix(count)
        rest = rest.dropFirst(count)
        return Array(chunk)
    }
}
