// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

/// PEM text, as bytes: who we are and whom we trust.
package struct TLSMaterial: Sendable, Equatable {
    /// The leaf first, then its intermediates. Nil for a caller that shows no certificate.
    package let certificateChain: [UInt8]?
    package let privateKey: [UInt8]?
    /// The authorities that peers' certificates are verified against. Nil means the machine's own for a caller, and
    /// that no certificate is asked for at a server.
    package let authority: [UInt8]?

    package init(certificateChain: [UInt8]?, privateKey: [UInt8]?, authority: [UInt8]?) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
        self.authority = authority
    }
}

/// Where certificates come from. Files are read again while a server or dialer runs, so that they can be rotated.
package enum TLSSource: Sendable {
    case files(certificate: String?, key: String?, authority: String?)
    case material(TLSMaterial)

    /// Throws `TLSProblem`. Blocks on the file system for a few kilobytes.
    package func load() throws(TLSProblem) -> TLSMaterial {
        switch self {
        case .material(let material):
            return material
        case .files(let certificate, let key, let authority):
            return TLSMaterial(
                certificateChain: try TLSSource.read(certificate), privateKey: try TLSSource.read(key),
                authority: try TLSSource.read(authority))
        }
    }

    private static func read(_ path: String?) throws(TLSProblem) -> [UInt8]? {
        guard let path else { return nil }
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw TLSProblem("cannot read \(path)")
        }
        return [UInt8](contents)
    }
}

/// Certificates or keys that cannot be used. The text names the file or the part, never a key's bytes.
package struct TLSProblem: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
