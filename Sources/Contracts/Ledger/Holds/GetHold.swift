// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetHold: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getHold"
    public static let summary = "Answers one hold."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, HoldNotFound.self]

    public let book: BookID
    public let hold: HoldID

    public init(book: BookID, hold: HoldID) {
        self.book = book
        self.hold = hold
    }

    public struct Response: Codable, Sendable, Equatable {
        public let hold: Hold

        public init(hold: Hold) {
            self.hold = hold
        }
    }
}
