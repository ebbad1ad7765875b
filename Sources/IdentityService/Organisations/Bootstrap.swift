// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials
import JSONRPC
import Postgres
import ServiceKit

/// Creates an organisation and its first administrator, from the command line: there is nobody yet who could do it
/// over the wire. Repeated, it answers the same and changes nothing.
enum Bootstrap {
    private static let organisationKey = ConfigurationKey(
        "organisation", neededBy: ["bootstrap"], help: "the organisation's name")
    private static let administratorKey = ConfigurationKey(
        "administrator", neededBy: ["bootstrap"], help: "e-mail address of its first administrator")
    private static let passwordKey = ConfigurationKey(
        "password-file", .secretFile, neededBy: ["bootstrap"], help: "file with his password")

    static let command = ServiceCommand(
        "bootstrap", help: "creates an organisation and its administrator; prints their ids as one line of JSON",
        keys: [organisationKey, administratorKey, passwordKey]
    ) { environment in
        let configuration = environment.configuration
        let request = try Request(
            name: try configuration.required(organisationKey),
            email: try configuration.required(administratorKey),
            password: try configuration.requiredSecret(passwordKey).text)
        let answer = try await run(request, in: environment.database, at: environment.clock.now())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(answer), as: UTF8.self) + "\n"
    }

    struct Request {
        let name: Text<1, 200>
        let code: OrganisationCode
        let email: EmailAddress
        let password: String

        /// Throws `Refused` saying which of the three is wrong.
        init(name: String, email: String, password: String) throws(Refused) {
            do {
                self.name = try Text(validating: name)
                code = try OrganisationCode(validating: Bootstrap.code(of: name))
            } catch {
                throw Refused("--organisation \(error); it needs a letter or a digit of ASCII")
            }
            do {
                self.email = try EmailAddress(validating: email)
            } catch {
                throw Refused("--administrator \(error)")
            }
            self.password = password
        }
    }

    /// What is printed.
    struct Answer: Codable, Equatable {
        let administrator: UserID
        let organisation: OrganisationID
        let organisationCode: OrganisationCode
    }

    struct Refused: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    static func run(
        _ request: Request, in database: PostgresPool, at now: Instant, hasher: PasswordHasher = PasswordHasher()
    ) async throws -> Answer {
        if let answer = try await existing(request, in: database) { return answer }
        do {
            try PasswordRules.requireStrong(
                request.password, personal: [request.email.text, request.name.text, request.code.text])
        } catch {
            throw Refused(error.message)
        }
        let hash = try await hasher.hash(request.password)
        return try await database.withTransaction { tx in
            try await tx.execute("select pg_advisory_xact_lock(hashtextextended('kontor.identity.bootstrap', 0))")
            if let answer = try await existing(request, in: tx) { return answer }
            return try await create(request, hash, at: now, in: tx)
        }
    }

    /// Throws `Refused` when the organisation is there without this administrator.
    private static func existing(
        _ request: Request, in executor: any PostgresExecutor
    ) async throws -> Answer? {
        guard let organisation = try await OrganisationStore.find(request.code, in: executor) else { return nil }
        let login = try await PasswordStore.login(request.email, of: request.code, in: executor)
        guard let login else {
            throw Refused("the organisation \(request.code) exists, and has no user \(request.email)")
        }
        return Answer(administrator: login.user, organisation: organisation, organisationCode: request.code)
    }

    private static func create(
        _ request: Request, _ hash: PasswordHash, at now: Instant, in tx: Transaction
    ) async throws -> Answer {
        let organisation = Organisation(organisation: .new(at: now), code: request.code, name: request.name)
        let user = UserID.new(at: now)
        try await OrganisationStore.insert(organisation, at: now, in: tx)
        try await UserStore.insert(
            user, email: request.email, name: try Text(validating: "Administrator"), in: organisation.organisation,
            at: now, tx)
        try await PasswordStore.set(hash, of: user, in: organisation.organisation, at: now, tx)
        try await RoleStore.grant(
            [RoleName(.administrator)], to: .user(user), in: organisation.organisation, by: .service(.identity),
            at: now, tx)
        try await SecurityEventStore.append(
            SecurityEvent(
                .organisationCreated, in: organisation.organisation, by: .service(.identity), on: .user(user),
                detail: "by the command line"),
            at: now, in: tx)
        return Answer(
            administrator: user, organisation: organisation.organisation, organisationCode: request.code)
    }

    /// The name in lower case, with a hyphen for all that is no letter or digit of ASCII.
    private static func code(of name: String) -> String {
        let words = name.lowercased().split { character in
            !character.isASCII || !(character.isLetter || character.isNumber)
        }
        let code = words.joined(separator: "-").prefix(OrganisationCode.greatestLength)
        return String(code.reversed().drop { $0 == "-" }.reversed())
    }
}
