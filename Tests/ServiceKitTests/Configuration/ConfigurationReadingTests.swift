// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation
import Testing

@testable import ServiceKit

@Suite struct ConfigurationReadingTests {
    private let port = ConfigurationKey("listen-port", .wholeNumber(0...65_535), standard: "7443", help: "the port")
    private let name = ConfigurationKey("display-name", neededBy: ["serve"], help: "the name")
    private let secret = ConfigurationKey("secret-key-file", .secretFile, help: "the secret")
    private let level = ConfigurationKey("log-level", .choice(["info", "debug"]), standard: "info", help: "the level")
    private let database = ConfigurationKey("database-url", .url(schemes: ["postgresql"]), help: "the database")

    private func read(
        _ flags: [(name: String, value: String?)] = [], _ environment: [String: String] = [:], command: String = "other"
    ) throws -> (configuration: ServiceConfiguration, warnings: [String]) {
        try ConfigurationReading.read(
            [StandardKeys.config, port, name, secret, level, database],
            from: .init(flags: flags, environment: environment, command: command))
    }

    private func mistakes(
        _ flags: [(name: String, value: String?)] = [], _ environment: [String: String] = [:], command: String = "other"
    ) -> [String] {
        do {
            _ = try read(flags, environment, command: command)
            return []
        } catch {
            return (error as? ConfigurationMistakes)?.mistakes ?? ["\(error)"]
        }
    }

    private func withFile<Answer>(
        _ text: String, mode: Int = 0o600, _ body: (String) throws -> Answer
    ) throws -> Answer {
        let path = NSTemporaryDirectory() + "kontor-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    @Test func aFlagCountsBeforeTheEnvironmentAndThatBeforeTheFile() throws {
        try withFile(#"{"listen-port": 1, "display-name": "file", "log-level": "debug"}"#) { file in
            let environment = ["KONTOR_LISTEN_PORT": "2", "KONTOR_DISPLAY_NAME": "environment", "KONTOR_CONFIG": file]
            let settings = try read([("listen-port", "3")], environment).configuration
            #expect(settings.number(port) == 3)
            #expect(settings.text(name) == "environment")
            #expect(settings.text(level) == "debug")
        }
    }

    @Test func whatIsNotGivenHasItsStandard() throws {
        let settings = try read().configuration
        #expect(settings.number(port) == 7443)
        #expect(settings.text(name) == nil)
        #expect(!settings.isSet(port))
    }

    @Test func aValueWithCommasIsOneValue() throws {
        #expect(try read([("display-name", "a,b")]).configuration.text(name) == "a,b")
        #expect(try read([], ["KONTOR_DISPLAY_NAME": "a,b"]).configuration.text(name) == "a,b")
    }

    @Test func allMistakesAreNamedAtOnce() throws {
        try withFile(#"{"log-level": "loud", "unheard": 1}"#) { file in
            let found = mistakes(
                [
                    ("config", file), ("listen-prot", "1"), ("secret-key-file", "/no/such/file"),
                    ("database-url", "mysql://root:hunter2@host/db"),
                ], ["KONTOR_LISTEN_PORT": "many"], command: "serve")
            #expect(found.contains("--listen-prot is not known; is --listen-port meant?"))
            #expect(found.contains("\(file): \"unheard\" is not known"))
            #expect(found.contains { $0.hasPrefix("KONTOR_LISTEN_PORT must be a whole number from 0 to 65535") })
            #expect(found.contains { $0.hasPrefix("\(file): \"log-level\" must be one of info, debug") })
            #expect(found.contains("--secret-key-file names a file that cannot be read: /no/such/file"))
            #expect(found.contains { $0.hasPrefix("--display-name is missing (or KONTOR_DISPLAY_NAME)") })
            #expect(found.contains { $0.hasPrefix("--database-url must be a URL such as postgresql://") })
            #expect(found.count == 7)
            #expect(!found.joined().contains("hunter2"))
        }
    }

    @Test(arguments: [
        ("", "is not JSON"), ("[1]", "must be a JSON object"), (#"{"listen-port": 1, "listen-port": 2}"#, "twice"),
        (#"{"listen-port": true}"#, "must be a string or a whole number"), (#"{"log-level": "info",}"#, "is not JSON"),
    ])
    func aFileThatIsNoListOfSettingsIsRefused(text: String, problem: String) throws {
        try withFile(text) { file in
            #expect(mistakes([("config", file)]).contains { $0.contains(problem) })
        }
    }

    @Test func aFlagTwiceOrWithoutItsValueIsRefused() {
        #expect(mistakes([("listen-port", "1"), ("listen-port", "2")]) == ["--listen-port is given twice"])
        #expect(mistakes([("listen-port", nil)]) == ["--listen-port needs a value"])
    }

    @Test func anUnknownVariableIsAWarning() throws {
        #expect(
            try read([], ["KONTOR_LISTEN_PROT": "1", "HOME": "/"]).warnings == [
                "KONTOR_LISTEN_PROT is set, and this service does not know it"
            ])
    }

    @Test func aSecretIsReadFromItsFileAndNeverShown() throws {
        try withFile("hunter2\n") { file in
            let settings = try read([("secret-key-file", file)])
            let content = try #require(settings.configuration.secret(secret))
            #expect(content.text == "hunter2")
            #expect(content.bytes == Array("hunter2\n".utf8))
            #expect(settings.warnings == [])
            for shown in ["\(content)", String(reflecting: content), "\(settings.configuration)"] {
                #expect(!shown.contains("hunter2"))
            }
            var dumped = ""
            dump(settings.configuration, to: &dumped)
            #expect(!dumped.contains("hunter2"))
        }
    }

    @Test(arguments: [(0o600, false), (0o640, false), (0o400, false), (0o644, true), (0o660, true), (0o604, true)])
    func aSecretFileThatIsOpenToOthersIsAWarning(mode: Int, isWarned: Bool) throws {
        try withFile("hunter2", mode: mode) { file in
            let warnings = try read([("secret-key-file", file)]).warnings
            #expect(warnings.isEmpty == !isWarned)
        }
    }
}
