// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials
import SwiftASN1
import X509

/// The certificates of a data directory: `authority.pem`, and `SERVICE.pem` with `SERVICE.key` for each service.
struct CertificateStore: Sendable {
    let directory: String

    /// Certificates are valid from a little before they are made, for machines whose clock is behind.
    static let clockSkew: TimeInterval = 300

    var authorityFile: String { directory + "/authority.pem" }
    private var authorityKeyFile: String { directory + "/authority.key" }

    func certificateFile(of service: ServiceName) -> String { "\(directory)/\(service.rawValue).pem" }
    func keyFile(of service: ServiceName) -> String { "\(directory)/\(service.rawValue).key" }

    /// Makes what is missing, unreadable or about to end; leaves the rest alone.
    /// - Returns: the names of what was made.
    func ensure(now: Date) throws -> [String] {
        var made: [String] = []
        let authority: Authority
        if let current = currentAuthority(now: now) {
            authority = current
        } else {
            authority = try .make(now: now)
            try save(authority.certificate, authority.key, to: authorityFile, authorityKeyFile)
            made.append("authority")
        }
        for service in ServiceName.allCases where !hasGoodCertificate(service, by: authority, now: now) {
            let (certificate, key) = try authority.issue(
                ServiceCertificate.names(of: service), commonName: service.executable, now: now)
            try save(certificate, key, to: certificateFile(of: service), keyFile(of: service))
            made.append(service.rawValue)
        }
        return made
    }

    /// Absent when it could not sign a service's certificate for its whole life any more.
    private func currentAuthority(now: Date) -> Authority? {
        guard let (certificate, key) = load(authorityFile, authorityKeyFile) else { return nil }
        let needed = TimeInterval(ServiceCertificate.lifetime.components.seconds)
        guard certificate.notValidAfter.timeIntervalSince(now) > needed else { return nil }
        return Authority(certificate: certificate, key: key)
    }

    private func hasGoodCertificate(_ service: ServiceName, by authority: Authority, now: Date) -> Bool {
        guard let (certificate, _) = load(certificateFile(of: service), keyFile(of: service)) else { return false }
        return ServiceCertificate.isGood(certificate, of: service, by: authority.certificate, now: now)
    }

    /// Nil also when key and certificate do not belong together, as after a run that was killed between the two.
    private func load(_ certificateFile: String, _ keyFile: String) -> (Certificate, Certificate.PrivateKey)? {
        guard
            let certificate = try? Certificate(pemEncoded: FileAccess.text(certificateFile)),
            let key = try? Certificate.PrivateKey(pemEncoded: FileAccess.text(keyFile)),
            key.publicKey == certificate.publicKey
        else { return nil }
        return (certificate, key)
    }

    private func save(
        _ certificate: Certificate, _ key: Certificate.PrivateKey, to certificateFile: String, _ keyFile: String
    ) throws {
        try FileAccess.replace(
            keyFile, with: key.serializeAsPEM().pemString + "\n", mode: FileAccess.secretMode)
        try FileAccess.replace(certificateFile, with: certificate.serializeAsPEM().pemString + "\n", mode: 0o644)
    }
}
