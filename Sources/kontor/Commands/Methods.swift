// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts
import JSON
import Transport

/// Lists what can be called.
struct Methods: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists the methods of the services, as they describe themselves.",
        discussion: """
            EXAMPLE
              kontor methods ledger.
              kontor methods identity.login
            """)

    @Argument(help: "Only methods whose names begin with this.")
    var prefix = ""

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let console = Console.standard
        var table = Table(.left("method"), .left("access"), .left("what it does"))
        var count = 0
        try await connection.withCallers(credentials: nil) { callers in
            for service in ServiceName.allCases where Self.mayMatch(service, prefix) {
                for method in try await Self.discover(callers.channel(to: service)) where method.name.hasPrefix(prefix)
                {
                    table.add(method.name, method.access ?? "", method.summary ?? "")
                    count += 1
                }
            }
        }
        guard count > 0 else { throw Failure("There is no method whose name begins with \(prefix).") }
        table.lines.forEach { console.result($0) }
    }

    private static func mayMatch(_ service: ServiceName, _ prefix: String) -> Bool {
        let name = service.rawValue + "."
        return name.hasPrefix(prefix) || prefix.hasPrefix(name)
    }

    private struct Answer: Decodable {
        struct Document: Decodable {
            let methods: [Method]
        }

        let result: Document
    }

    private struct Method: Decodable {
        let name: String
        let summary: String?
        let access: String?

        private enum CodingKeys: String, CodingKey {
            case name
            case summary
            case access = "x-access"
        }
    }

    private static func discover(_ channel: HTTPSChannel) async throws -> [Method] {
        let answer = try await channel.rawCall("rpc.discover", params: nil)
        do {
            return try JSONDecoder(unknownMembers: .ignore).decode(Answer.self, from: answer).result.methods
        } catch {
            throw Failure("The service does not describe itself: \(error)")
        }
    }
}
