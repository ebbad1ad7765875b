// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Network addresses as far as one attacker can choose them.
enum NetworkAddress {
    /// What is throttled for an address: itself for IPv4, its first 64 bits for IPv6, since a single customer gets
    /// that many.
    static func throttled(_ address: String) -> String {
        let bare = address.split(separator: "%").first.map(String.init) ?? address
        if bare.lowercased().hasPrefix("::ffff:"), bare.contains(".") { return String(bare.dropFirst(7)) }
        guard bare.contains(":") else { return bare }
        let halves = bare.lowercased().split(separator: ":", omittingEmptySubsequences: false)
        guard let gap = halves.dropFirst().dropLast().firstIndex(of: "") ?? doubledEnd(of: halves) else {
            return joined(halves)
        }
        let head = halves[..<gap].filter { !$0.isEmpty }
        let tail = halves[gap...].filter { !$0.isEmpty }
        let zeros = [Substring](repeating: "0", count: max(0, 8 - head.count - tail.count))
        return joined(head + zeros + tail)
    }

    /// `::` at either end splits into two empty parts.
    private static func doubledEnd(of parts: [Substring]) -> Int? {
        if parts.first == "" { return parts.startIndex }
        if parts.last == "" { return parts.endIndex - 1 }
        return nil
    }

    private static func joined(_ parts: [Substring]) -> String {
        parts.prefix(4).map { part in
            let digits = part.drop { $0 == "0" }
            return digits.isEmpty ? "0" : String(digits)
        }.joined(separator: ":") + "::/64"
    }
}
