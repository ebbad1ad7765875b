// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import JSON
import Transport

/// Calls any method by its name.
struct Call: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Calls a method and prints its result, or its error.",
        discussion: """
            Ends with 0 on a result and with 1 on an error. Params that hold a secret are better read from standard \
            input than given as an argument, which other users of the machine can see.

            EXAMPLE
              kontor call identity.whoAmI
              kontor call ledger.listBooks '{"limit":10}'
              kontor call ledger.postEntry - < entry.json
            """)

    @Argument(help: "The method, such as ledger.listBooks.")
    var method: String

    @Argument(help: ArgumentHelp("Its params as JSON; '-' reads them from standard input.", valueName: "params-json"))
    var params: String?

    @Flag(help: "Call without a token.")
    var anonymous = false

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let console = Console.standard
        let service = try Endpoints.service(ofMethod: method)
        let body = try readParams()
        let file = anonymous ? nil : try connection.credentialsFile()
        let answer = try await connection.withCallers(credentials: file) { callers in
            try await callers.channel(to: service).rawCall(method, params: body, timeout: .seconds(60))
        }
        let document: JSONDocument
        do {
            document = try JSONDocument(parsing: answer)
        } catch {
            throw Failure("The answer is not JSON: \(error.reason)")
        }
        if let result = document.root.member("result") { return console.result(JSONText.pretty(result)) }
        console.result(JSONText.pretty(document.root.member("error") ?? document.root))
        throw ExitCode(1)
    }

    private func readParams() throws -> [UInt8]? {
        guard let params else { return nil }
        let bytes = params == "-" ? try FileAccess.read("/dev/stdin") : Array(params.utf8)
        do {
            _ = try JSONDocument(parsing: bytes)
        } catch {
            throw Failure("The params are not JSON: \(error.reason)")
        }
        return bytes
    }
}
