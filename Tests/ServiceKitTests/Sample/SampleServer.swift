// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import Synchronization
import TestKit

/// What a test decides of the sample service while it runs.
final class SampleContext: Sendable {
    let environment: ServiceEnvironment
    /// Notes that are refused now; a note on this list may be allowed later.
    let refused = Mutex<Set<String>>([])
    /// Thrown once, after the note was written.
    let failure = Mutex<(any Error)?>(nil)

    init(_ environment: ServiceEnvironment) {
        self.environment = environment
    }
}

/// A service with as little of its own as possible. It stands in the ledger's schema, since the roles have no other.
enum SampleServer: Service {
    static let name = ServiceName.ledger
    static let api: any ServiceAPI.Type = SampleAPI.self
    static let methods: [any Handler<SampleContext>.Type] = [AddNote.self, ChangeSecret.self, CountNotes.self]
    static let migrations = ProjectFiles.path("Tests/ServiceKitTests/Sample/Migrations")
    static let configurationKeys = [
        ConfigurationKey("note-limit", .wholeNumber(1...10), standard: "3", unit: "notes", help: "notes at most")
    ]
    static let commands = [
        ServiceCommand(
            "greet", help: "greets",
            keys: [ConfigurationKey("whom", neededBy: ["greet"], help: "who is greeted")]
        ) { environment in
            "hello \(try environment.configuration.required(ConfigurationKey("whom", help: "")))\n"
        }
    ]

    static func makeContext(_ environment: ServiceEnvironment) async throws -> SampleContext {
        SampleContext(environment)
    }

    /// What stands for identity where a test has real tokens.
    static let keys = CountedKeys([])

    static func keySource(_ context: SampleContext, _ environment: ServiceEnvironment) -> any KeySource { keys }

    static func documents(_ context: SampleContext, _ environment: ServiceEnvironment) -> [ServiceDocument] {
        [ServiceDocument("/note.txt") { ServiceDocument.Content(type: "text/plain", bytes: Array("a note".utf8)) }]
    }
}

extension AddNote: Handler {
    func handle(as caller: Caller, in context: SampleContext) async throws -> Response {
        try await context.environment.commands.once(self, by: caller) { tx in
            try await tx.execute(
                "insert into note (organisation_id, note) values (\(caller.organisation), \(note))")
            if context.refused.withLock({ $0.contains(note.text) }) { throw NoteRefused(note: note) }
            if let failure = context.failure.withLock({ $0.take() }) { throw failure }
            let count = try await tx.row(
                "select count(*) from note where organisation_id = \(caller.organisation)", as: Count.self)
            return Response(count: count)
        }
    }
}

extension CountNotes: Handler {
    func handle(as caller: Caller, in context: SampleContext) async throws -> Response {
        Response(
            count: try await context.environment.database.row(
                "select count(*) from note where organisation_id = \(caller.organisation)", as: Count.self))
    }
}

extension ChangeSecret: Handler {
    func handle(as caller: Caller, in context: SampleContext) async throws -> Response {
        Response(secret: try Secret(validating: "another-" + secret.text))
    }
}
