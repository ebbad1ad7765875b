// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation
import JSONRPC
import ServiceKit
import TestKit
import Testing

@testable import IdentityService

@Suite struct GetKeysTests {
    @Test func anybodyGetsTheKeyThatSignsAndTheNext() async throws {
        try await withIdentity { fixture in
            let keys = try await fixture.service.anonymously.call(GetKeys()).keys
            #expect(keys.count == 2)
            #expect(keys.allSatisfy { $0.alg == .es256 && $0.notAfter == nil })
        }
    }

    /// What other software asks for, as RFC 7517 has it.
    @Test func theDocumentIsAJWKSetOfTheSameKeys() async throws {
        try await withIdentity { fixture in
            let documents = IdentityServer.documents(fixture.service.context, fixture.service.environment)
            #expect(documents.map(\.path) == ["/.well-known/jwks.json"])
            let content = try await documents[0].content()
            let set = try JSONDecoder().decode([String: [[String: String]]].self, from: Data(content.bytes))
            let keys = try await fixture.service.anonymously.call(GetKeys()).keys
            #expect(set["keys"]?.map { $0["kid"] } == keys.map(\.kid.text))
            #expect(set["keys"]?.allSatisfy { $0["kty"] == "EC" && $0["crv"] == "P-256" && $0["d"] == nil } == true)
            #expect(content.type == "application/jwk-set+json")
        }
    }
}
