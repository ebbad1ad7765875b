// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An organisation that has defined none has critical, high, normal and low ones.
public struct ListSeverities: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listSeverities"
    public static let summary = "Answers the organisation's severities and their due times."
    public static let access = Access.permission(.readConcerns)

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let severities: SeveritySet

        public init(severities: SeveritySet) {
            self.severities = severities
        }
    }
}
