// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

enum SampleAPI: ServiceAPI {
    static let name = "sample"
    static let summary = "Keeps notes, for the tests of what services have in common."
}

/// The note is one that may not be kept.
struct NoteRefused: DomainError {
    static let code = 9001
    static let reason = "sample.note_refused"
    let note: Text<1, 100>
    var message: String { "The note may not be kept." }
}

struct AddNote: Command, Equatable {
    typealias API = SampleAPI
    static let name = "sample.addNote"
    static let summary = "Keeps a note."
    static let access = Access.permission(.postEntries)
    static let errors: [any DomainError.Type] = [NoteRefused.self]

    let note: Text<1, 100>
    let idempotencyKey: IdempotencyKey

    init(_ note: String, key: String) throws {
        self.note = try Text(validating: note)
        idempotencyKey = try IdempotencyKey(validating: key)
    }

    struct Response: Codable, Sendable, Equatable {
        /// How many notes there are then.
        let count: Count
    }
}

struct CountNotes: Query, Equatable {
    typealias API = SampleAPI
    static let name = "sample.countNotes"
    static let summary = "Counts the notes."
    static let access = Access.permission(.readLedger)

    struct Response: Codable, Sendable, Equatable {
        let count: Count
    }
}

/// Carries a secret both ways.
struct ChangeSecret: RPCMethod, Equatable {
    typealias API = SampleAPI
    static let name = "sample.changeSecret"
    static let summary = "Answers another secret for one."
    static let access = Access.authenticated

    let secret: Secret

    struct Response: Codable, Sendable, Equatable {
        let secret: Secret
    }
}
