// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Crypto
import FoundationEssentials
import SwiftASN1
import X509

/// The development certificate authority: trusted by nobody but the suite and those who are told to with `--ca`.
struct Authority {
    let certificate: Certificate
    let key: Certificate.PrivateKey

    /// Ten years.
    static let lifetime: Duration = .seconds(3650 * 86_400)

    /// Self-signed, with a key of its own.
    static func make(now: Date) throws -> Authority {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName {
            OrganizationName("Kontor")
            CommonName("Kontor development authority")
        }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: key.publicKey,
            notValidBefore: now - CertificateStore.clockSkew,
            notValidAfter: now + TimeInterval(lifetime.components.seconds),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            },
            issuerPrivateKey: key)
        return Authority(certificate: certificate, key: key)
    }

    /// A certificate for both sides of a connection: services listen with it and call each other with it.
    func issue(_ names: [GeneralName], commonName: String, now: Date) throws -> (Certificate, Certificate.PrivateKey) {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let wanted = now + TimeInterval(ServiceCertificate.lifetime.components.seconds)
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: key.publicKey,
            notValidBefore: now - CertificateStore.clockSkew,
            notValidAfter: min(wanted, certificate.notValidAfter),
            issuer: certificate.subject,
            subject: try DistinguishedName {
                OrganizationName("Kontor")
                CommonName(commonName)
            },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth, .clientAuth])
                SubjectAlternativeNames(names)
                SubjectKeyIdentifier(hash: key.publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: self.key.publicKey).keyIdentifier)
            },
            issuerPrivateKey: self.key)
        return (certificate, key)
    }
}
