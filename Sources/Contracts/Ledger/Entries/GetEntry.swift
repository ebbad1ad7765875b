// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct GetEntry: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getEntry"
    public static let summary = "Answers one journal entry with its lines."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, EntryNotFound.self]

    public let book: BookID
    public let entry: EntryID

    public init(book: BookID, entry: EntryID) {
        self.book = book
        self.entry = entry
    }

    public struct Response: Codable, Sendable, Equatable {
        public let entry: Entry

        public init(entry: Entry) {
            self.entry = entry
        }
    }
}
