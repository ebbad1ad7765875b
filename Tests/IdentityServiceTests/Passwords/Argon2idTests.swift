// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import IdentityService

@Suite struct Argon2idTests {
    /// From the test program of the reference implementation (version 1.3, 2 passes, 64 MiB, one lane).
    @Test func theReferenceVectorComesOut() throws {
        let digest = try Argon2id.digest(
            of: Array("password".utf8), salt: Array("somesalt".utf8),
            cost: Argon2id.Cost(memory: 65_536, passes: 2, lanes: 1), byteCount: 32)
        #expect(
            PasswordHash(
                cost: Argon2id.Cost(memory: 65_536, passes: 2, lanes: 1), salt: Array("somesalt".utf8), digest: digest
            ).phc == "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
    }

    @Test func parametersThatTheLibraryRefusesAreAnError() {
        #expect(throws: Argon2id.Failure.self) {
            try Argon2id.digest(
                of: [1], salt: [1], cost: Argon2id.Cost(memory: 8, passes: 1, lanes: 1), byteCount: 32)
        }
    }
}
