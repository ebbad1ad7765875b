// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import TestKit
import Testing

@Suite struct FailureClassTests {
    private struct Mistake: Error {}

    @Test(arguments: [
        (PostgresError.deadlineExceeded, StandardCode.deadlineExceeded, Outcome.none, true),
        (.poolBusy, .busy, .none, true),
        (.poolClosed, .busy, .none, true),
        (.connectionLost(outcomeUnknown: true), .internalError, .unknown, true),
        (.connectionLost(outcomeUnknown: false), .internalError, .none, true),
    ])
    func whatTheDatabaseDidIsSaid(error: PostgresError, code: StandardCode, outcome: Outcome, isRetryable: Bool) throws
    {
        let failure = try #require(FailureClass.of(error))
        #expect(failure.code == code)
        #expect(failure.outcome == outcome)
        #expect(failure.isRetryable == isRetryable)
    }

    @Test(arguments: [
        (ChannelError.Kind.unreachable, StandardCode.busy), (.busy, .busy), (.deadlineExceeded, .deadlineExceeded),
        (.interrupted, .internalError),
    ])
    func whatAnotherServiceDidIsSaid(kind: ChannelError.Kind, code: StandardCode) {
        #expect(FailureClass.of(ChannelError(kind, detail: "ledger.internal"))?.code == code)
        #expect(FailureClass.of(ChannelError(kind, detail: "ledger.internal"))?.detail?.contains("internal") != true)
    }

    @Test func aMistakeOfOursHasNoName() {
        #expect(FailureClass.of(Mistake()) == nil)
        #expect(FailureClass.of(PostgresError.rowCount(0)) == nil)
        #expect(FailureClass.of(ChannelError(.notAService, detail: "")) == nil)
    }

    /// A command that waits for a key's row longer than its caller waits for the command.
    @Test func aCallThatWaitsTooLongIsToldItsDeadline() async throws {
        try await withService(SampleServer.self) { sample in
            let failed = try await sample.environment.database.withTransaction { tx in
                try await tx.execute(
                    """
                    insert into idempotency_key (organisation_id, key, method, params_digest, created_at)
                    values (\(sample.caller.organisation), 'k', 'm', '', now())
                    """)
                return await #expect(throws: RemoteError.self) {
                    try await sample.call(AddNote("one", key: "k"), timeout: .milliseconds(200))
                }
            }
            #expect(failed?.code == StandardCode.deadlineExceeded.rawValue)
            #expect(failed?.isRetryable == true)
        }
    }
}
