// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit
import TestKit
import Testing

@testable import IdentityService

@Suite struct IssueServiceTokenTests {
    @Test func theTokenHoldsOnConnectionsOfTheSameServiceAlone() async throws {
        try await withIdentity { fixture in
            let answer = try await fixture.service.as(service: .reporting).call(IssueServiceToken())
            let claims = try SentClaims(answer.token)
            #expect(claims.sub == "service:reporting")
            #expect(claims.org == nil)
            #expect(claims.permissions.isEmpty)
            let verifier = await TokenVerifier(
                keys: KeyCache(fixture.service.context.keys), clock: fixture.clock.clock, metrics: ServiceMetrics())
            let token = answer.token.text
            let right = RequestHead(bearerToken: token, peerService: .reporting)
            #expect(await verifier.authenticate(right) == .caller(.service(.reporting)))
            for peer in [ServiceName.ledger, nil] {
                let wrong = RequestHead(bearerToken: token, peerService: peer)
                #expect(await verifier.authenticate(wrong) == .refused(reason: "certificate"))
            }
        }
    }
}
