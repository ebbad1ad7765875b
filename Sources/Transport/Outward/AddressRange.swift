// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A range of IP addresses, `10.0.0.0/8` or `fd00::/8`; an address alone is one of itself.
package struct AddressRange: Sendable, Equatable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Nil for what is no range.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(String(parts[0])) else { return nil }
        var bits = address.bytes.count * 8
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...bits).contains(given) else { return nil }
            bits = given
        }
        self.init(address.bytes, bits)
    }

    fileprivate init(_ bytes: [UInt8], _ bits: Int) {
        self.bytes = bytes
        self.bits = bits
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            (address.bytes[bit / 8] ^ bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }
}

/// Which addresses may be called when strangers say whom to call.
package struct AddressRules: Sendable {
    /// Called though they are not public.
    package let allowed: [AddressRange]

    package init(allowing allowed: [AddressRange] = []) {
        self.allowed = allowed
    }

    package func allow(_ address: IPAddress) -> Bool {
        allowed.contains { $0.contains(address) } || AddressRules.isPublic(address)
    }

    /// Not of a private, local, shared, reserved or documentary use, nor one that leads to an address of IPv4 by
    /// another way (IANA's registries of special-purpose addresses).
    static func isPublic(_ address: IPAddress) -> Bool {
        if address.bytes.count == 4 { return !special4.contains { $0.contains(address) } }
        if let mapped = address.mapped { return isPublic(mapped) }
        return global6.contains(address) && !special6.contains { $0.contains(address) }
    }

    private static let special4 = ranges([
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ])
    private static let global6 = AddressRange([0x20] + [UInt8](repeating: 0, count: 15), 3)
    private static let special6 = ranges(["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"])

    private static func ranges(_ texts: [String]) -> [AddressRange] { texts.compactMap { AddressRange($0) } }
}
