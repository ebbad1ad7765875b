// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import IdentityService

@Suite struct BootstrapTests {
    private func request(
        _ name: String = "Third & Co.", email: String = "cy@third.example", password: String = "grumpy velvet tramway"
    ) throws -> Bootstrap.Request {
        try Bootstrap.Request(name: name, email: email, password: password)
    }

    @Test func repeatedItAnswersTheSameAndChangesNothing() async throws {
        try await withIdentity { fixture in
            let first = try await Bootstrap.run(request(), in: fixture.database, at: fixture.clock.now)
            #expect(first.organisationCode == valid("third-co"))
            let again = try await Bootstrap.run(
                request(password: "another velvet tramway"), in: fixture.database, at: fixture.clock.now)
            #expect(again == first)
            _ = try await fixture.login(valid("cy@third.example"))
            #expect(try await fixture.events(of: first.organisation) == ["organisation_created", "logged_in"])
        }
    }

    @Test func runsAtTheSameTimeMakeOneOrganisation() async throws {
        try await withIdentity { fixture in
            let answers = try await withThrowingTaskGroup(of: Bootstrap.Answer.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await Bootstrap.run(
                            request(), in: fixture.database, at: fixture.clock.now,
                            hasher: PasswordHasher(cost: PasswordHasherTests.cheap))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0 == answers[0] })
            let count = try await fixture.database.row(
                "select count(*) from organisation where code = 'third-co'", as: Int.self)
            #expect(count == 1)
        }
    }

    @Test func anOrganisationWithoutThisAdministratorIsNotTouched() async throws {
        try await withIdentity { fixture in
            await #expect(throws: Bootstrap.Refused.self) {
                try await Bootstrap.run(request("First & Sons"), in: fixture.database, at: fixture.clock.now)
            }
            let users = try await fixture.administrator.call(ListUsers()).items.count
            #expect(users == 1)
        }
    }

    @Test func aWeakPasswordIsRefused() async throws {
        try await withIdentity { fixture in
            await #expect(throws: Bootstrap.Refused.self) {
                try await Bootstrap.run(request(password: "short"), in: fixture.database, at: fixture.clock.now)
            }
            let found = try await OrganisationStore.find(valid("third-co"), in: fixture.database)
            #expect(found == nil)
        }
    }

    @Test(arguments: [("", "cy@third.example"), ("株式会社", "cy@third.example"), ("Third", "nobody")])
    func wordsThatAreNoneAreNamed(_ name: String, _ email: String) {
        #expect(throws: Bootstrap.Refused.self) { try request(name, email: email) }
    }

    @Test func aLongNameGetsAShortCode() throws {
        let request = try request("The Very Long And Winding Name Of A Firm That Sells Everything")
        #expect(request.code.text == "the-very-long-and-winding-name-of-a-firm")
    }
}
