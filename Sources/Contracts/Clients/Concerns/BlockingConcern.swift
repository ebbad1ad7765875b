// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An open concern that keeps an opportunity from being won.
public struct BlockingConcern: Codable, Sendable, Equatable {
    public let concern: ConcernID
    public let kind: ConcernKind
    public let severity: SeverityCode
    public let subject: Text<1, 200>

    public init(concern: ConcernID, kind: ConcernKind, severity: SeverityCode, subject: Text<1, 200>) {
        self.concern = concern
        self.kind = kind
        self.severity = severity
        self.subject = subject
    }
}
