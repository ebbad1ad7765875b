// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import ServiceKit
import TestKit
import Testing

@testable import IdentityService

typealias IdentityUnderTest = ServiceUnderTest<IdentityServer>

/// Identity over a database of its own with two organisations, each with an administrator.
struct IdentityFixture {
    /// Nobody in particular calls.
    let service: IdentityUnderTest
    let clock: TestClock
    let first: Bootstrap.Answer
    let second: Bootstrap.Answer

    /// Of both administrators.
    static let password: Secret = valid("grumpy velvet tramway")
    static let email: EmailAddress = valid("ada@first.example")

    var database: PostgresPool { service.context.database }

    /// The administrator of the first organisation calls.
    var administrator: IdentityUnderTest { service.as(first.caller) }
    /// The administrator of the second organisation calls.
    var stranger: IdentityUnderTest { service.as(second.caller) }

    /// Kinds of the events in an organisation's chain, in their order.
    func events(of organisation: OrganisationID? = nil) async throws -> [String] {
        try await database.rows(
            """
            select kind from security_event where organisation_id = \(organisation ?? first.organisation)
            order by position
            """, as: String.self)
    }

    /// A user of the first organisation with a password, as the caller that his token makes him.
    func user(
        _ email: String, roles: [BuiltInRole] = [], password: Secret? = IdentityFixture.password
    ) async throws -> Caller {
        let user = try await administrator.call(CreateUser.of(email, roles: roles)).user
        if let password { _ = try await administrator.call(SetPassword(user: user, password: password)) }
        return Caller(
            subject: .user(user), organisation: first.organisation,
            permissions: RoleRules.permissions(of: roles.map { RoleName($0) }))
    }

    func version(of user: UserID) async throws -> Version {
        try await administrator.call(GetUser(user: user)).user.version
    }

    func login(_ email: EmailAddress = IdentityFixture.email) async throws -> SessionTokens {
        try await service.anonymously.call(Login(email: email, password: IdentityFixture.password))
    }
}

func withIdentity(_ body: (IdentityFixture) async throws -> Void) async throws {
    try await withDatabase(.migrated(IdentityServer.self)) { database in
        try await withIdentity(over: database, clock: TestClock(), body)
    }
}

/// A replica: the same database and clock, a process of its own otherwise.
func withIdentity(
    over database: TestDatabase, clock: TestClock, _ body: (IdentityFixture) async throws -> Void
) async throws {
    var surroundings = TestSurroundings()
    surroundings.clock = clock.clock
    surroundings.configuration = IdentityFixture.configuration
    try await withService(IdentityServer.self, over: database, as: .anonymous, in: surroundings) { service in
        // The first login hashes the password again, as production does.
        let hasher = PasswordHasher(cost: PasswordHasherTests.cheap)
        func bootstrap(_ name: String, _ email: String) async throws -> Bootstrap.Answer {
            try await Bootstrap.run(
                Bootstrap.Request(name: name, email: email, password: IdentityFixture.password.text),
                in: service.context.database, at: clock.now, hasher: hasher)
        }
        try await body(
            IdentityFixture(
                service: service, clock: clock,
                first: try await bootstrap("First & Sons", IdentityFixture.email.text),
                second: try await bootstrap("Second", "ben@second.example")))
    }
}

extension IdentityFixture {
    static let configuration = ServiceConfiguration(
        secrets: [IdentityServer.secretKey.name: [UInt8](repeating: 7, count: ServiceSecret.byteCount)])
}

extension Bootstrap.Answer {
    /// The administrator.
    var caller: Caller {
        Caller(
            subject: .user(administrator), organisation: organisation,
            permissions: PermissionSet(Permission.allCases))
    }
}

extension IdempotencyKey {
    /// One that no other test of the database uses.
    static func fresh() -> IdempotencyKey {
        valid(UUIDValue.version7(at: Clocks.start).description)
    }
}

extension CreateUser {
    static func of(
        _ email: String, roles: [BuiltInRole] = [], idempotencyKey: IdempotencyKey = .fresh()
    ) throws -> CreateUser {
        CreateUser(
            email: try EmailAddress(validating: email), name: try Text(validating: "Some Body"),
            roles: try List(validating: roles.map { RoleName($0) }), idempotencyKey: idempotencyKey)
    }
}

/// Runs `body`, which must fail with an error that is no domain error, and answers its code.
func failureCode(_ body: () async throws -> some Any) async throws -> StandardCode? {
    do {
        _ = try await body()
        return nil
    } catch let error as RemoteError {
        return StandardCode(rawValue: error.code)
    }
}

/// A value of the test's own source.
func valid<Value: TextValue>(_ text: String) -> Value {
    do {
        return try Value(validating: text)
    } catch {
        preconditionFailure("\(text) \(error)")
    }
}
