// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import JSONRPC
import NIOHTTP1
import NIOSSL
import Synchronization
import TestKit
import Testing

@testable import Transport

/// Certificates that change while a server runs.
@Suite struct RotationTests {
    /// Certificate files of their own for one test.
    private struct Files {
        let folder: URL

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "kontor-tls-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        var source: TLSSource {
            .files(certificate: path("certificate"), key: path("key"), authority: path("authority"))
        }

        func write(_ material: TLSMaterial) throws {
            try write(material.certificateChain, "certificate")
            try write(material.privateKey, "key")
            try write(material.authority, "authority")
        }

        func write(_ bytes: [UInt8]?, _ name: String) throws {
            try Data(try #require(bytes)).write(to: folder.appending(path: "\(name).pem"), options: .atomic)
        }

        private func path(_ name: String) -> String { folder.appending(path: "\(name).pem").path }

        func remove() throws {
            try FileManager.default.removeItem(at: folder)
        }
    }

    private func status(_ server: TestServer, trusting authority: TestAuthority) async throws -> Int {
        try await withCaller(.http1, authority.trust()) { caller in
            try await caller.send(.POST, server.baseURL + "/rpc").status
        }
    }

    @Test func aChangedCertificateIsTakenUpWithoutARestart() async throws {
        let files = try Files()
        let (old, new) = (try TestAuthority(name: "old"), try TestAuthority(name: "new"))
        try files.write(old.issue())
        var limits = ServerLimits()
        limits.certificateInterval = .milliseconds(20)
        try await withServer(limits: limits, authority: old, tls: files.source) { server in
            let before = try await status(server, trusting: old)
            #expect(before == 200)
            await #expect(throws: (any Error).self) { try await status(server, trusting: new) }
            try await withCaller(.http1, old.trust()) { caller in
                let first = try await caller.send(.POST, server.baseURL + "/rpc").status
                try files.write(new.issue())
                try await eventually { (try? await status(server, trusting: new)) == 200 }
                await #expect(throws: (any Error).self) { try await status(server, trusting: old) }
                // The connection that was open goes on.
                let second = try await caller.send(.POST, server.baseURL + "/rpc").status
                #expect(first == 200 && second == 200)
            }
        }
        try files.remove()
    }

    @Test func anUnusableCertificateLeavesTheFormerInUse() async throws {
        let files = try Files()
        let authority = try TestAuthority()
        try files.write(authority.issue())
        try await withServer(authority: authority, tls: files.source) { server in
            try files.write(Array("half a fi".utf8), "certificate")
            #expect(throws: TLSProblem.self) { try server.server.reloadCertificates() }
            let after = try await status(server, trusting: authority)
            #expect(after == 200)
            // A key that is not the certificate's is no better.
            try files.write(authority.issue().certificateChain, "certificate")
            #expect(throws: (any Error).self) { try server.server.reloadCertificates() }
            try files.write(authority.issue())
            let isNew = try server.server.reloadCertificates()
            let isNewAgain = try server.server.reloadCertificates()
            #expect(isNew && !isNewAgain)
        }
        try files.remove()
    }

    @Test func aDialerShowsItsNewCertificate() async throws {
        let files = try Files()
        let authority = try TestAuthority()
        try files.write(authority.issue(to: .clients))
        try await withServer(.head, authority: authority) { server in
            try await Dialer.with(tls: files.source, logger: quietLogger) { dialer in
                let channel = try dialer.channel(to: server.baseURL)
                func peer() async throws -> String {
                    let answer = try await channel.exchange([], deadline: .now + .seconds(60), trace: nil)
                    return String(decoding: answer, as: UTF8.self)
                }
                let before = try await peer()
                #expect(before.contains("peer=clients"))
                try files.write(authority.issue(to: .reporting))
                #expect(try dialer.reloadCertificates())
                let after = try await peer()
                #expect(after.contains("peer=reporting"))
            }
        }
        try files.remove()
    }

    @Test func missingFilesAreNamed() {
        let source = TLSSource.files(certificate: "/nowhere/certificate.pem", key: nil, authority: nil)
        #expect(throws: TLSProblem("cannot read /nowhere/certificate.pem")) { try source.load() }
    }

    @Test func aServerNeedsACertificateAndItsKey() throws {
        let material = try TestAuthority().issue()
        #expect(throws: TLSProblem.self) {
            try TLSMaterial(certificateChain: nil, privateKey: nil, authority: nil).serverConfiguration()
        }
        #expect(throws: TLSProblem("the private key is not PEM")) {
            try TLSMaterial(
                certificateChain: material.certificateChain, privateKey: Array("x".utf8), authority: nil
            ).serverConfiguration()
        }
        #expect(throws: TLSProblem("the certificate is not PEM")) {
            try TLSMaterial(
                certificateChain: Array("x".utf8), privateKey: material.privateKey, authority: nil
            ).serverConfiguration()
        }
    }
}
