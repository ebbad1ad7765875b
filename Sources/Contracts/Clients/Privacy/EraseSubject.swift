// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What became of a person's data in one table.
public struct SubjectTally: Codable, Sendable, Equatable {
    public let table: Text<1, 63>
    /// Rows, or what is searched of them, that are gone.
    public let erased: Count
    /// Rows that are kept without anything that names him.
    public let pseudonymised: Count
    /// Rows that still name him.
    public let retained: Count
    /// Why; given exactly when rows are retained.
    public let reason: Text<1, 300>?

    public init(
        table: Text<1, 63>, erased: Count, pseudonymised: Count, retained: Count, reason: Text<1, 300>? = nil
    ) {
        self.table = table
        self.erased = erased
        self.pseudonymised = pseudonymised
        self.retained = retained
        self.reason = reason
    }
}

/// The person's name, channels and what is known of him are taken out of his records, of every version of them, and
/// out of what people have written about the clients at which he is or was: records, histories, the feed, search keys
/// and kept outcomes of commands. His records stay, without a name, so that what refers to them still does. The feed
/// tells that they were erased, so that its readers erase their copies.
///
/// A dry run answers the same and changes nothing. It is safe to repeat, also with other names. Whatever the caller
/// may see is erased everywhere.
public struct EraseSubject: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.eraseSubject"
    public static let summary = "Erases a person's data, and says what is erased, pseudonymised and retained, and why."
    public static let access = Access.permission(.managePrivacy)
    public static let errors: [any DomainError.Type] = [
        ContactNotFound.self,
        LeadNotFound.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let subject: Subject
    /// False when left out.
    public let dryRun: Bool?

    public init(idempotencyKey: IdempotencyKey, subject: Subject, dryRun: Bool? = nil) {
        self.idempotencyKey = idempotencyKey
        self.subject = subject
        self.dryRun = dryRun
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Those with rows about the person, by name.
        public let tables: [SubjectTally]
        public let dryRun: Bool

        public init(tables: [SubjectTally], dryRun: Bool) {
            self.tables = tables
            self.dryRun = dryRun
        }
    }
}
