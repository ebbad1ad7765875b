// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import IdentityService

@Suite struct PasswordHashTests {
    @Test func aStoredHashReadsBackAsItWas() throws {
        let hash = PasswordHash(
            cost: .standard, salt: RandomSecret.bytes(PasswordHash.saltByteCount),
            digest: RandomSecret.bytes(PasswordHash.digestByteCount))
        #expect(PasswordHash(phc: hash.phc) == hash)
        #expect(hash.phc.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    }

    @Test(arguments: [
        "", "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$t=2,m=65536,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ=$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPd",
    ])
    func textThatIsNoSuchHashIsRefused(_ text: String) {
        #expect(PasswordHash(phc: text) == nil)
    }
}
