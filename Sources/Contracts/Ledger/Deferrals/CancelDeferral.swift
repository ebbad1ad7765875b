// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is posted stays, and what is left stays on the account it stands on: `remaining` says how much.
public struct CancelDeferral: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.cancelDeferral"
    public static let summary = "Stops a deferral: the parts that are not posted are dropped."
    public static let access = Access.permission(.manageSchedules)
    public static let errors: [any DomainError.Type] = [
        BookNotFound.self, ScheduleNotFound.self, ScheduleOver.self, VersionConflict.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let deferral: ScheduleID
    public let ifVersion: Version

    public init(book: BookID, idempotencyKey: IdempotencyKey, deferral: ScheduleID, ifVersion: Version) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.deferral = deferral
        self.ifVersion = ifVersion
    }

    public struct Response: Codable, Sendable, Equatable {
        public let deferral: Deferral

        public init(deferral: Deferral) {
            self.deferral = deferral
        }
    }
}
