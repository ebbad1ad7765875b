// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON

/// What a token file holds: enough to call now, and to get a new access token later.
enum Credentials: Sendable, Equatable {
    /// Of a user who has logged in.
    case session(Session)
    /// Of a program.
    case serviceAccount(ServiceAccount)
    /// A bare access token, good until it expires.
    case token(AccessToken)

    struct Session: Codable, Sendable, Equatable {
        var accessToken: AccessToken
        var refreshToken: RefreshToken
        var expiresAt: Instant
    }

    struct ServiceAccount: Codable, Sendable, Equatable {
        var serviceAccount: ServiceAccountID
        var secret: Secret
    }

    /// - Throws: ``Failure`` that does not repeat what is in the file.
    static func read(_ path: String) throws -> Credentials {
        guard FileAccess.exists(path) else {
            throw Failure("There are no credentials in \(path).", advice: "Log in first: kontor login EMAIL")
        }
        let bytes = try FileAccess.read(path)
        let decoder = JSONDecoder(unknownMembers: .ignore)
        if let session = try? decoder.decode(Session.self, from: bytes) { return .session(session) }
        if let account = try? decoder.decode(ServiceAccount.self, from: bytes) { return .serviceAccount(account) }
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        if let token = try? AccessToken(validating: text) { return .token(token) }
        throw Failure("\(path) holds neither a session, nor a service account's secret, nor an access token.")
    }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        let bytes: [UInt8]
        switch self {
        case .session(let session): bytes = try encoder.encode(session)
        case .serviceAccount(let account): bytes = try encoder.encode(account)
        case .token(let token): bytes = Array(token.text.utf8)
        }
        try FileAccess.replace(path, with: bytes + [UInt8(ascii: "\n")], mode: FileAccess.secretMode)
    }
}

extension Credentials.Session {
    init(_ tokens: SessionTokens, now: Instant) {
        self.init(
            accessToken: tokens.accessToken, refreshToken: tokens.refreshToken,
            expiresAt: now.adding(seconds: tokens.expiresInSeconds.rawValue))
    }
}
