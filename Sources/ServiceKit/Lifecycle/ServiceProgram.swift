// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials
import Glibc
import JSON
import JSONRPC
import Postgres

/// Runs a service's executable: reads the command line, does what it says, and ends the process.
package func runService<S: Service>(_ service: S.Type) async {
    let program = ServiceProgram(service, Array(CommandLine.arguments.dropFirst()), ProcessInfo.processInfo.environment)
    let code = await program.run()
    LogSink.standardError.flush()
    fflush(nil)
    // Not `exit`: OpenSSL cleans up in there, and connections of libpq that are closing on threads of their own use it.
    _exit(code.rawValue)
}

/// A service's command line, as a function from words and environment to output and an exit code.
struct ServiceProgram<S: Service>: Sendable {
    private let words: [String]
    private let environment: [String: String]
    private let output: @Sendable (String) -> Void
    private let complaint: @Sendable (String) -> Void

    init(
        _: S.Type, _ words: [String], _ environment: [String: String],
        output: @escaping @Sendable (String) -> Void = { StandardStream.output.write($0) },
        complaint: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) }
    ) {
        self.words = words
        self.environment = environment
        self.output = output
        self.complaint = complaint
    }

    func run() async -> ExitCode {
        let line = ServiceCommandLine(words, switches: Set(switches.map(\.name)))
        if line.has("help") { return say(usage.text) }
        if line.has("version") { return say("\(program) \(Release.version)\n") }
        do {
            return try await run(line)
        } catch let mistakes as ConfigurationMistakes {
            for mistake in mistakes.mistakes { complaint("\(program): \(mistake)\n") }
            complaint("\(program): see \(program) --help\n")
            return .usage
        } catch let error as PostgresError {
            complaint("\(program): \(error)\n")
            switch error {
            case .migration: return .schema
            case .cannotConnect, .poolBusy, .connectionLost: return .unavailable
            default: return .failure
            }
        } catch {
            complaint("\(program): \(error)\n")
            return .failure
        }
    }

    private func run(_ line: ServiceCommandLine) async throws -> ExitCode {
        let own = S.commands.first { $0.name == line.command }
        guard own != nil || Self.builtIn.contains(where: { $0.name == line.command }) else {
            throw ConfigurationMistakes(line.mistakes + ["there is no command \"\(line.command)\""])
        }
        let settings = try settings(line, own)
        switch line.command {
        case "describe":
            return say(try line.has("markdown") ? MethodReference.markdown(S.self) : Self.document())
        case "migrate":
            return say(try await SchemaSteps.run(S.self, settings.configuration, onlyStatus: line.has("status")))
        case "serve":
            return try await Serving<S>(settings.configuration, warnings: settings.warnings).run()
        default:
            guard let own else { return .usage }
            return try await carryOut(own, settings.configuration)
        }
    }

    /// A mistake in the words and those in the settings are named together.
    private func settings(
        _ line: ServiceCommandLine, _ own: ServiceCommand?
    ) throws(ConfigurationMistakes) -> (configuration: ServiceConfiguration, warnings: [String]) {
        let input = ConfigurationReading.Input(
            flags: line.flags, environment: environment, command: line.command)
        let switches = switches.filter { key in
            key.neededBy.isEmpty || key.neededBy.contains(line.command)
        }
        do throws(ConfigurationMistakes) {
            let settings = try ConfigurationReading.read(Self.keys + (own?.keys ?? []) + switches, from: input)
            guard line.mistakes.isEmpty else { throw ConfigurationMistakes([]) }
            return settings
        } catch {
            throw ConfigurationMistakes(line.mistakes + error.mistakes)
        }
    }

    private func carryOut(_ command: ServiceCommand, _ configuration: ServiceConfiguration) async throws -> ExitCode {
        let surroundings = try ProcessSurroundings(S.self, configuration, isServing: false)
        return try await surroundings.run { environment in
            try await Migrator(schema: S.name.schema, directory: S.migrations).verify(environment.database)
            return say(try await command.run(environment))
        }
    }

    private func say(_ text: String) -> ExitCode {
        output(text)
        return .success
    }

    private static func document() throws -> String {
        let document = try OpenRPCDocument(
            api: S.api, version: Release.version, methods: MethodTable(S.methods).methods)
        let bytes = try JSON.JSONEncoder().encode(document)
        return JSONText.pretty(try JSONDocument(parsing: bytes).root) + "\n"
    }
}

extension ServiceProgram {
    private var program: String { "kontor-\(S.name.rawValue)" }

    private static var builtIn: [(name: String, help: String)] {
        [
            ("serve", "answer calls until SIGTERM or SIGINT; the default"),
            ("migrate", "bring the schema up to this release, as the owner's role; --status only tells"),
            ("describe", "write the OpenRPC document, or with --markdown the reference of the methods"),
        ]
    }

    private static var keys: [ConfigurationKey] {
        StandardKeys.all(of: S.name, commands: S.commands.map(\.name)) + S.configurationKeys
    }

    private var switches: [ConfigurationKey] {
        [
            ConfigurationKey("help", .flag, help: "this text"),
            ConfigurationKey("version", .flag, help: "the release"),
            ConfigurationKey("status", .flag, neededBy: ["migrate"], help: "tell where each migration stands"),
            ConfigurationKey("markdown", .flag, neededBy: ["describe"], help: "the reference instead of the document"),
        ]
    }

    private var usage: Usage {
        Usage(
            program: program, summary: S.api.summary,
            commands: Self.builtIn + S.commands.map { ($0.name, $0.help) }, keys: Self.keys + switches,
            ownKeys: S.commands.map { ($0.name, $0.keys) })
    }
}
