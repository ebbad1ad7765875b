// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import SwiftASN1
import Testing
import X509

@testable import kontor

@Suite struct CertificateStoreTests {
    private let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let day: TimeInterval = 86_400

    private func certificate(_ path: String) throws -> Certificate {
        try Certificate(pemEncoded: FileAccess.text(path))
    }

    @Test func eachServiceHasACertificateWithItsNames() throws {
        try withTemporaryDirectory { directory in
            let store = CertificateStore(directory: directory)
            #expect(try store.ensure(now: now) == ["authority", "identity", "clients", "ledger", "reporting"])
            let authority = try certificate(store.authorityFile)
            for service in ServiceName.allCases {
                let leaf = try certificate(store.certificateFile(of: service))
                let names = try #require(try leaf.extensions.subjectAlternativeNames)
                #expect(
                    Array(names) == [
                        .dnsName("localhost"), .dnsName("kontor-\(service.rawValue)"),
                        .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                        .ipAddress(ASN1OctetString(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
                        .uniformResourceIdentifier("kontor://service/\(service.rawValue)"),
                    ])
                #expect(authority.publicKey.isValidSignature(leaf.signature, for: leaf))
                #expect(leaf.notValidAfter == now + 397 * day)
                #expect(leaf.notValidBefore < now)
                #expect(try mode(of: store.keyFile(of: service)) == 0o600)
            }
            #expect(authority.notValidAfter == now + 3650 * day)
            #expect(try mode(of: directory + "/authority.key") == 0o600)
        }
    }

    @Test func whatIsGoodIsLeftAlone() throws {
        try withTemporaryDirectory { directory in
            let store = CertificateStore(directory: directory)
            _ = try store.ensure(now: now)
            let before = try FileAccess.text(store.certificateFile(of: .ledger))
            #expect(try store.ensure(now: now + 366 * day).isEmpty)
            #expect(try FileAccess.text(store.certificateFile(of: .ledger)) == before)
        }
    }

    @Test func whatIsAboutToEndIsRenewedByTheSameAuthority() throws {
        try withTemporaryDirectory { directory in
            let store = CertificateStore(directory: directory)
            _ = try store.ensure(now: now)
            let authority = try FileAccess.text(store.authorityFile)
            #expect(try store.ensure(now: now + 368 * day) == ["identity", "clients", "ledger", "reporting"])
            #expect(try FileAccess.text(store.authorityFile) == authority)
        }
    }

    @Test func anAuthorityThatCouldNotSignForAWholeLifeIsReplacedWithAllItSigned() throws {
        try withTemporaryDirectory { directory in
            let store = CertificateStore(directory: directory)
            _ = try store.ensure(now: now)
            #expect(try store.ensure(now: now + 3300 * day).count == 5)
        }
    }

    @Test func aKeyThatDoesNotBelongToItsCertificateIsNoticed() throws {
        try withTemporaryDirectory { directory in
            let store = CertificateStore(directory: directory)
            _ = try store.ensure(now: now)
            let stranger = try FileAccess.text(store.keyFile(of: .clients))
            try FileAccess.replace(store.keyFile(of: .ledger), with: stranger, mode: 0o600)
            try FileAccess.replace(store.certificateFile(of: .reporting), with: "nonsense", mode: 0o644)
            #expect(try store.ensure(now: now) == ["ledger", "reporting"])
        }
    }

    @Test func opensslAcceptsTheChain() async throws {
        let openssl = "/usr/bin/openssl"
        guard FileAccess.isExecutable(openssl) else { return }
        try await withTemporaryDirectory { directory in
            let store = CertificateStore(directory: directory)
            _ = try store.ensure(now: WallClock.now)
            let verify = Program(
                executable: openssl,
                arguments: [
                    "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "kontor-ledger",
                    "-CAfile", store.authorityFile, store.certificateFile(of: .ledger),
                ])
            try await verify.output(whenFailing: "openssl refuses the certificate")
        }
    }
}
