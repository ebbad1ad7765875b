// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOSSL

/// TLS 1.2 suites with forward secrecy and authenticated encryption; those of TLS 1.3 are not configurable.
private let cipherSuites = "ECDH+AESGCM:ECDH+CHACHA20"

extension TLSMaterial {
    /// A client certificate is asked for when there is an authority to verify it with. None is accepted, a wrong one is
    /// not.
    func serverConfiguration() throws -> TLSConfiguration {
        guard let certificates = try certificates(), let key = try key() else {
            throw TLSProblem("a server needs a certificate and its private key")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: certificates, privateKey: key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuites = cipherSuites
        if let authorities = try authorities() {
            configuration.trustRoots = .certificates(authorities)
            configuration.certificateVerification = .optionalVerification
            configuration.sendCANameList = true
        }
        return configuration
    }

    func clientConfiguration() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuites = cipherSuites
        configuration.certificateVerification = .fullVerification
        if let authorities = try authorities() {
            configuration.trustRoots = .certificates(authorities)
        }
        if let certificates = try certificates() {
            guard let key = try key() else { throw TLSProblem("a certificate needs its private key") }
            configuration.certificateChain = certificates
            configuration.privateKey = key
        }
        return configuration
    }

    private func certificates() throws(TLSProblem) -> [NIOSSLCertificateSource]? {
        guard let certificateChain else { return nil }
        return try TLSMaterial.parse(certificateChain, "the certificate").map { .certificate($0) }
    }

    private func authorities() throws(TLSProblem) -> [NIOSSLCertificate]? {
        guard let authority else { return nil }
        return try TLSMaterial.parse(authority, "the authority")
    }

    private func key() throws(TLSProblem) -> NIOSSLPrivateKeySource? {
        guard let privateKey else { return nil }
        do {
            return .privateKey(try NIOSSLPrivateKey(bytes: privateKey, format: .pem))
        } catch {
            throw TLSProblem("the private key is not PEM")
        }
    }

    private static func parse(_ pem: [UInt8], _ what: String) throws(TLSProblem) -> [NIOSSLCertificate] {
        do {
            let certificates = try NIOSSLCertificate.fromPEMBytes(pem)
            guard !certificates.isEmpty else { throw TLSProblem("\(what) holds no certificate") }
            return certificates
        } catch {
            throw TLSProblem("\(what) is not PEM")
        }
    }
}
