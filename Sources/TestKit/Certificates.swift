// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Crypto
import Foundation
package import JSONRPC
import SwiftASN1
package import Transport
import X509

/// A certificate authority that lives as long as a test.
package struct TestAuthority: Sendable {
    package enum Validity: Sendable {
        case current
        case expired
        case future
    }

    private let certificate: Certificate
    private let key: Certificate.PrivateKey

    package init(name: String = "Kontor test authority") throws {
        key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName(name) }
        certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: Date(timeIntervalSinceNow: -2 * day), notValidAfter: Date(timeIntervalSinceNow: day),
            issuer: subject, subject: subject,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true))
            },
            issuerPrivateKey: key)
    }

    /// The authority alone: what a caller without a certificate holds.
    package func trust() throws -> TLSMaterial {
        TLSMaterial(certificateChain: nil, privateKey: nil, authority: try pem())
    }

    package func pem() throws -> [UInt8] {
        Array(try certificate.serializeAsPEM().pemString.utf8)
    }

    /// The certificate of a service as `kontor up` makes it.
    package func issue(to service: RequestHead.Peer, _ validity: Validity = .current) throws -> TLSMaterial {
        try issue(uris: [service.peerURI], validity)
    }

    package static let loopback: [[UInt8]] = [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]]

    /// A leaf for `localhost` and the loopback addresses, unless others are given.
    package func issue(
        dnsNames: [String] = ["localhost"], addresses: [[UInt8]] = loopback, uris: [String] = [],
        _ validity: Validity = .current
    ) throws -> TLSMaterial {
        let leafKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let (start, end) =
            switch validity {
            case .current: (-hour, hour)
            case .expired: (-day, -hour)
            case .future: (hour, day)
            }
        let names =
            dnsNames.map { GeneralName.dnsName($0) }
            + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) }
            + uris.map { .uniformResourceIdentifier($0) }
        let leaf = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: leafKey.publicKey,
            notValidBefore: Date(timeIntervalSinceNow: start), notValidAfter: Date(timeIntervalSinceNow: end),
            issuer: certificate.subject, subject: try DistinguishedName { CommonName("Kontor test leaf") },
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth, .clientAuth])
                SubjectAlternativeNames(names)
            },
            issuerPrivateKey: key)
        return TLSMaterial(
            certificateChain: Array(try leaf.serializeAsPEM().pemString.utf8),
            privateKey: Array(try leafKey.serializeAsPEM().pemString.utf8), authority: try pem())
    }
}

private let hour: TimeInterval = 3600
private let day = 24 * hour
