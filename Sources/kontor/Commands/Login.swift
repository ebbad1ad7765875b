// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts
import JSONRPC

/// Starts a session.
struct LogIn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Logs in and keeps the session for later commands.",
        discussion: """
            The password is asked for, or read from a file; it is never an argument. The session goes to the data \
            directory, or to --token-file, readable for its owner alone, and is renewed as long as it is used.

            EXAMPLE
              kontor login admin@kontor.example
              kontor login ada@example.org --host https://kontor.example.org --token-file ~/.kontor-session
            """)

    @Argument(help: "Your e-mail address.")
    var email: String

    @Option(help: "Your organisation's code, when the address is known in several.")
    var organisation: String?

    @Option(help: ArgumentHelp("File whose first line is the password.", valueName: "file"))
    var passwordFile: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let console = Console.standard
        let file = try connection.credentialsFile()
        let address: EmailAddress
        let code: OrganisationCode?
        do {
            address = try EmailAddress(validating: email)
            code = try organisation.map { try OrganisationCode(validating: $0) }
        } catch let violation as ContractViolation {
            throw Failure("The e-mail address or the organisation is wrong: it \(violation)")
        }
        let password = try passwordFile.map(PasswordPrompt.read(file:)) ?? PasswordPrompt.ask("Password of \(email): ")
        let secret: Secret
        do {
            secret = try Secret(validating: password)
        } catch {
            throw Failure("The password \(error).")
        }
        let tokens = try await connection.withCallers(credentials: nil) { callers in
            try await callers.identity.call(Login(organisation: code, email: address, password: secret))
        }
        try Credentials.session(.init(tokens, now: WallClock.instant)).write(to: file)
        console.note("Logged in as \(address). The session is in \(file).")
    }
}
