// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a session's owner needs for his next calls.
public struct SessionTokens: Codable, Sendable, Equatable {
    public let accessToken: AccessToken
    public let expiresInSeconds: Seconds
    /// Good once, and only for the time that the session may be idle.
    public let refreshToken: RefreshToken

    public init(accessToken: AccessToken, expiresInSeconds: Seconds, refreshToken: RefreshToken) {
        self.accessToken = accessToken
        self.expiresInSeconds = expiresInSeconds
        self.refreshToken = refreshToken
    }
}
