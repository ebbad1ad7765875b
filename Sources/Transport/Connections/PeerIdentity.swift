// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
import NIOSSL

enum PeerIdentity {
    /// The service that a verified client certificate names. Nil when it names none, or more than one.
    static func service(in certificate: NIOSSLCertificate) -> RequestHead.Peer? {
        let services = certificate._subjectAlternativeNames().compactMap { name -> RequestHead.Peer? in
            guard name.nameType == .uri else { return nil }
            return name.contents.withUnsafeBufferPointer { bytes in
                RequestHead.Peer(peerURI: String(decoding: bytes, as: UTF8.self))
            }
        }
        return services.count == 1 ? services[0] : nil
    }
}
