// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit
import Testing

@testable import IdentityService

@Suite struct ListServiceAccountsTests {
    @Test func pagesFollowOneAnotherWithTheirLiveSecrets() async throws {
        try await withIdentity { fixture in
            var ids: [ServiceAccountID] = []
            for number in 0..<5 {
                fixture.clock.advance(bySeconds: 1)
                ids.append(
                    try await fixture.administrator.call(CreateServiceAccount.of("account \(number)")).serviceAccount)
            }
            let kept = try await fixture.administrator.call(IssueClientSecret(serviceAccount: ids[1]))
            let revoked = try await fixture.administrator.call(IssueClientSecret(serviceAccount: ids[1]))
            _ = try await fixture.administrator.call(
                RevokeClientSecret(
                    serviceAccount: ids[1], clientSecret: revoked.clientSecret, idempotencyKey: .fresh()))
            let first = try await fixture.administrator.call(ListServiceAccounts(limit: PageLimit(unchecked: 3)))
            let second = try await fixture.administrator.call(ListServiceAccounts(cursor: first.next))
            #expect((first.items + second.items).map(\.serviceAccount) == ids)
            #expect(second.next == nil)
            #expect(first.items.map { $0.secrets.map(\.clientSecret) } == [[], [kept.clientSecret], []])
        }
    }

    @Test func anotherOrganisationsAccountsAreNotThere() async throws {
        try await withIdentity { fixture in
            _ = try await fixture.administrator.call(CreateServiceAccount.of("importer"))
            #expect(try await fixture.stranger.call(ListServiceAccounts()).items.isEmpty)
        }
    }
}
