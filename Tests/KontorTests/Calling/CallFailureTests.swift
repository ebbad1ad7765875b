// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Testing

@testable import kontor

@Suite struct CallFailureTests {
    private func text(_ error: any Error) -> String { "\(CallFailure.explained(error))" }

    @Test func anUntrustedCertificateLeadsToTheOption() {
        let failure = ChannelError(.unreachable, detail: "handshakeFailed(CERTIFICATE_VERIFY_FAILED at handshake.cc)")
        #expect(text(failure).contains("--ca"))
        #expect(!text(failure).contains("handshake.cc"))
    }

    @Test func whereNothingListensTheStatusIsTheNextQuestion() async throws {
        await #expect {
            try await Callers.with(Endpoints(hosts: ["https://127.0.0.1:1"]), authority: nil, credentials: nil) {
                try await $0.identity.call(GetKeys())
            }
        } throws: {
            text($0).contains("kontor status")
        }
    }

    @Test func aDomainErrorSaysItsReason() {
        #expect(text(BookNotFound()) == "There is no such book. (ledger.book_not_found)")
    }

    @Test func whatIsForPeopleAlreadyStays() {
        #expect(CallFailure.explained(Failure("no")) as? Failure == Failure("no"))
    }
}
