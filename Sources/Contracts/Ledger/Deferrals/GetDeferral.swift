// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetDeferral: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getDeferral"
    public static let summary = "Answers one deferral with all its parts."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, ScheduleNotFound.self]

    public let book: BookID
    public let deferral: ScheduleID

    public init(book: BookID, deferral: ScheduleID) {
        self.book = book
        self.deferral = deferral
    }

    public struct Response: Codable, Sendable, Equatable {
        public let deferral: Deferral
        /// In the order of their days.
        public let parts: [ScheduleOccurrence]

        public init(deferral: Deferral, parts: [ScheduleOccurrence]) {
            self.deferral = deferral
            self.parts = parts
        }
    }
}
