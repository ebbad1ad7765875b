// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Testing

@testable import kontor

@Suite struct DataDirectoryTests {
    @Test func secretsAreForTheOwnerAlone() throws {
        try withTemporaryDirectory { path in
            let directory = try DataDirectory.create(path + "/deep/er/data")
            #expect(try mode(of: directory.path) == 0o711)
            #expect(try mode(of: directory.secrets) == 0o700)
            #expect(try mode(of: directory.logs) == 0o700)
            let secrets = Secrets(directory: directory)
            let password = try secrets.password("kontor_ledger")
            #expect(password.utf8.count == 64)
            #expect(try secrets.password("kontor_ledger") == password)
            #expect(try secrets.password("kontor_owner") != password)
            #expect(try mode(of: secrets.passwordFile("kontor_ledger")) == 0o600)
            let key = try secrets.keyFile("identity")
            #expect(try FileAccess.read(key).count == 32)
            #expect(try mode(of: key) == 0o600)
        }
    }

    @Test func aFolderWithoutASuiteIsSaidToHaveNone() throws {
        try withTemporaryDirectory { path in
            #expect(DataDirectory.existing(path) == nil)
            #expect(throws: Failure.self) { try DataDirectory.require(path) }
            _ = try DataDirectory.create(path)
            #expect(DataDirectory.existing(path) != nil)
        }
    }

    @Test func anotherPathToTheSameFolderIsTheSameSuite() throws {
        try withTemporaryDirectory { path in
            let directory = try DataDirectory.create(path + "/data")
            try FileManager.default.createSymbolicLink(atPath: path + "/link", withDestinationPath: path + "/data")
            let other = try DataDirectory.create(path + "/link/")
            #expect(other.path == directory.path)
            #expect(other.fingerprint == directory.fingerprint)
            #expect(directory.fingerprint.utf8.count == 12)
        }
    }
}
