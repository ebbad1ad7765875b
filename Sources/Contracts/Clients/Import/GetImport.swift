// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Seen by who has begun it alone.
public struct GetImport: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getImport"
    public static let summary = "Tells how far an import is, and so with which row to go on."
    public static let access = Access.permission(.importRecords)
    public static let errors: [any DomainError.Type] = [ImportRunNotFound.self]

    public let run: ImportRunID

    public init(run: ImportRunID) {
        self.run = run
    }

    public struct Response: Codable, Sendable, Equatable {
        public let run: ImportRun

        public init(run: ImportRun) {
            self.run = run
        }
    }
}
