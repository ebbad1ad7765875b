// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The settings of a process, checked: whatever is here has the form that its key demands.
package struct ServiceConfiguration: Sendable {
    private let values: [String: String]
    private let secrets: [String: SecretBytes]

    init(values: [String: String], secrets: [String: SecretBytes]) {
        self.values = values
        self.secrets = secrets
    }

    /// For tests: as if every value had been given by a flag and had passed its check.
    package init(_ values: [String: String] = [:], secrets: [String: [UInt8]] = [:]) {
        self.init(values: values, secrets: secrets.mapValues { SecretBytes($0) })
    }

    /// The value, or the key's standard.
    package func text(_ key: ConfigurationKey) -> String? {
        values[key.name] ?? key.standard
    }

    package func number(_ key: ConfigurationKey) -> Int? {
        text(key).flatMap { Int($0) }
    }

    package func isSet(_ key: ConfigurationKey) -> Bool {
        values[key.name] != nil
    }

    /// The content of a secret file, as it was when the process started.
    package func secret(_ key: ConfigurationKey) -> SecretBytes? {
        secrets[key.name]
    }

    /// A setting that its command cannot run without. Throws `ConfigurationMistakes`, as the start would have.
    package func required(_ key: ConfigurationKey) throws -> String {
        guard let text = text(key) else {
            throw ConfigurationMistakes(["\(key.flag) is missing (or \(key.environment))"])
        }
        return text
    }

    package func requiredSecret(_ key: ConfigurationKey) throws -> SecretBytes {
        guard let secret = secrets[key.name] else {
            throw ConfigurationMistakes(["\(key.flag) is missing (or \(key.environment))"])
        }
        return secret
    }
}

/// A secret in memory. No description shows it.
package struct SecretBytes: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// As text, without the line feed that editors put at a file's end.
    package var text: String {
        var text = String(decoding: bytes, as: UTF8.self)
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }

    package var description: String { "<secret>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Everything that is wrong with a command line, its environment and its file, at once.
package struct ConfigurationMistakes: Error, Equatable, CustomStringConvertible {
    package let mistakes: [String]

    package init(_ mistakes: [String]) {
        self.mistakes = mistakes
    }

    package var description: String { mistakes.joined(separator: "\n") }
}
