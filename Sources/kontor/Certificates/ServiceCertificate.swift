// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials
import SwiftASN1
import X509

/// What a service's certificate says, and when it is due for another.
enum ServiceCertificate {
    /// 397 days, the most that TLS clients of today accept.
    static let lifetime: Duration = .seconds(397 * 86_400)
    /// Less than this left, and the next `up` makes another.
    static let renewal: Duration = .seconds(30 * 86_400)

    /// The URI is the peer's identity among services; the others are addresses that callers may have used.
    static func names(of service: ServiceName) -> [GeneralName] {
        let loopback4: [UInt8] = [127, 0, 0, 1]
        let loopback6 = [UInt8](repeating: 0, count: 15) + [1]
        return [
            .dnsName("localhost"),
            .dnsName(service.executable),
            .ipAddress(ASN1OctetString(contentBytes: loopback4[...])),
            .ipAddress(ASN1OctetString(contentBytes: loopback6[...])),
            .uniformResourceIdentifier("kontor://service/\(service.rawValue)"),
        ]
    }

    /// Long enough valid, by this authority, with the names that are wanted now.
    static func isGood(
        _ certificate: Certificate, of service: ServiceName, by authority: Certificate, now: Date
    ) -> Bool {
        guard
            certificate.notValidAfter.timeIntervalSince(now) > TimeInterval(renewal.components.seconds),
            authority.publicKey.isValidSignature(certificate.signature, for: certificate),
            let names = try? certificate.extensions.subjectAlternativeNames
        else { return false }
        return Array(names) == self.names(of: service)
    }
}
