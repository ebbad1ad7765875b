// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import kontor

@Suite struct CredentialsTests {
    private static let samples: [Credentials] = [
        .session(.init(accessToken: .example, refreshToken: .example, expiresAt: .example)),
        .serviceAccount(.init(serviceAccount: .example, secret: .example)),
        .token(.example),
    ]

    @Test(arguments: samples)
    func whatIsWrittenIsReadAgainByItsOwnerAlone(credentials: Credentials) throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/token"
            try credentials.write(to: path)
            #expect(try Credentials.read(path) == credentials)
            #expect(try mode(of: path) == 0o600)
        }
    }

    @Test func aFileWithoutCredentialsIsNotRepeated() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/token"
            try FileAccess.replace(path, with: "correct horse, battery", mode: 0o600)
            #expect {
                try Credentials.read(path)
            } throws: {
                !"\($0)".contains("horse")
            }
        }
    }

    @Test func withoutAFileTheWayToOneIsTold() {
        #expect {
            try Credentials.read("/nowhere/session.json")
        } throws: {
            "\($0)".contains("kontor login")
        }
    }
}
