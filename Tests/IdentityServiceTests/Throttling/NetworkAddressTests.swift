// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import IdentityService

@Suite struct NetworkAddressTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("", ""),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:DB8:0001:2::99", "2001:db8:1:2::/64"),
        ("2001:db8::7", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
    ])
    func anIPv6AddressCountsByItsFirst64Bits(_ address: String, _ throttled: String) {
        #expect(NetworkAddress.throttled(address) == throttled)
    }
}
