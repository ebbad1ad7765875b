// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Names the entry in exactly one way.
public struct GetEntry: Query, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.getEntry"
    public static let summary = "Answers one journal entry with its lines, by identity, number or external reference."
    public static let access = Access.permission(.readLedger)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, EntryNotFound.self]

    public let book: BookID
    public let entry: EntryID?
    public let number: EntryNumber?
    public let external: ExternalReference?

    public init(
        book: BookID, entry: EntryID? = nil, number: EntryNumber? = nil, external: ExternalReference? = nil
    ) {
        self.book = book
        self.entry = entry
        self.number = number
        self.external = external
    }

    public struct Response: Codable, Sendable, Equatable {
        public let entry: Entry

        public init(entry: Entry) {
            self.entry = entry
        }
    }
}
