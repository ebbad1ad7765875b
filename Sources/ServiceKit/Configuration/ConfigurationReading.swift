// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Configuration
import JSON

/// Reads a declared list of keys from flags, then the environment, then a file; the first that has a key decides.
struct ConfigurationReading {
    /// What a command line gave, before anything is checked.
    struct Input {
        /// In the order of the command line; nil is a flag without a value.
        var flags: [(name: String, value: String?)] = []
        var environment: [String: String] = [:]
        var command: String
    }

    private struct Source {
        let provider: any ConfigProvider
        /// How a mistake names the key there.
        let name: @Sendable (ConfigurationKey) -> String
    }

    private let keys: [ConfigurationKey]
    private let input: Input
    private var mistakes: [String] = []
    private(set) var warnings: [String] = []

    /// Throws all mistakes at once.
    static func read(
        _ keys: [ConfigurationKey], from input: Input
    ) throws(ConfigurationMistakes) -> (configuration: ServiceConfiguration, warnings: [String]) {
        var reading = ConfigurationReading(keys: keys, input: input)
        let configuration = reading.configuration()
        guard reading.mistakes.isEmpty else { throw ConfigurationMistakes(reading.mistakes) }
        return (configuration, reading.warnings)
    }

    private init(keys: [ConfigurationKey], input: Input) {
        self.keys = keys
        self.input = input
    }

    private mutating func configuration() -> ServiceConfiguration {
        let flags = flagSource()
        let environment = environmentSource()
        var sources = [flags, environment]
        if let path = value(of: StandardKeys.config, in: sources)?.text {
            sources += [fileSource(path)].compactMap { $0 }
        }
        var values: [String: String] = [:]
        var secrets: [String: SecretBytes] = [:]
        for key in keys {
            guard let (text, place) = value(of: key, in: sources) else {
                // A flag that is absent says no.
                if key.neededBy.contains(input.command), key.standard == nil, key.kind != .flag {
                    mistakes.append("\(key.flag) is missing (or \(key.environment)): \(key.help)")
                }
                continue
            }
            if let mistake = ConfigurationCheck.mistake(in: text, for: key) {
                mistakes.append("\(place) \(mistake)")
                continue
            }
            values[key.name] = text
            if key.kind == .file || key.kind == .secretFile { secrets[key.name] = content(of: key, text, place) }
        }
        return ServiceConfiguration(values: values, secrets: secrets)
    }

    /// The content of a secret file; of another file only whether it can be read.
    private mutating func content(of key: ConfigurationKey, _ path: String, _ place: String) -> SecretBytes? {
        guard let bytes = SettingFile.content(of: path) else {
            mistakes.append("\(place) names a file that cannot be read: \(path)")
            return nil
        }
        guard key.kind == .secretFile else { return nil }
        if let mode = SettingFile.mode(of: path), mode & 0o137 != 0 {
            warnings.append("\(path) (\(key.flag)) is open to others: its mode should be 0600 or 0640")
        }
        return SecretBytes(bytes)
    }

    private func value(of key: ConfigurationKey, in sources: [Source]) -> (text: String, place: String)? {
        for source in sources {
            let found = try? source.provider.value(forKey: AbsoluteConfigKey([key.name]), type: .string)
            if case .string(let text)? = found?.value?.content { return (text, source.name(key)) }
        }
        return nil
    }

    private mutating func flagSource() -> Source {
        let known = Dictionary(uniqueKeysWithValues: keys.map { ($0.name, $0) })
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        var seen: Set<String> = []
        for (name, value) in input.flags {
            guard let key = known[name] else {
                mistakes.append("--\(name) is not known\(ConfigurationCheck.suggestion(for: name, among: keys))")
                continue
            }
            guard seen.insert(name).inserted else {
                mistakes.append("\(key.flag) is given twice")
                continue
            }
            switch (key.kind, value) {
            case (.flag, nil): values[AbsoluteConfigKey([name])] = ConfigValue(.string("true"), isSecret: false)
            case (.flag, _?): mistakes.append("\(key.flag) takes no value")
            case (_, let value?): values[AbsoluteConfigKey([name])] = ConfigValue(.string(value), isSecret: true)
            case (_, nil): mistakes.append("\(key.flag) needs a value")
            }
        }
        return Source(provider: InMemoryProvider(name: "flags", values: values)) { $0.flag }
    }

    private mutating func environmentSource() -> Source {
        let known = Set(keys.filter { $0.kind != .flag }.map(\.environment))
        for name in input.environment.keys.sorted()
        where name.hasPrefix(ConfigurationKey.environmentPrefix) && !known.contains(name) {
            warnings.append("\(name) is set, and this service does not know it")
        }
        let variables = input.environment.filter { known.contains($0.key) }
        let prefix = ConfigKey([String(ConfigurationKey.environmentPrefix.dropLast().lowercased())])
        return Source(
            provider: EnvironmentVariablesProvider(environmentVariables: variables, secretsSpecifier: .all)
                .prefixKeys(with: prefix)
        ) { $0.environment }
    }

    /// A JSON object whose members are named as the flags are, without hyphens in front.
    private mutating func fileSource(_ path: String) -> Source? {
        guard let bytes = SettingFile.content(of: path) else { return nil }
        let root: JSONNode
        do throws(JSONSyntaxError) {
            root = try JSONDocument(parsing: bytes).root
        } catch {
            mistakes.append("\(path) is not JSON: \(error.reason)")
            return nil
        }
        if let twice = root.duplicateMember { mistakes.append("\(path): \"\(twice)\" stands there twice") }
        guard root.kind == .object else {
            mistakes.append("\(path) must be a JSON object")
            return nil
        }
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (name, node) in root.members {
            guard let key = keys.first(where: { $0.name == name && $0.kind != .flag && $0 != StandardKeys.config })
            else {
                mistakes.append(
                    "\(path): \"\(name)\" is not known\(ConfigurationCheck.suggestion(for: name, among: keys))")
                continue
            }
            guard let text = node.string ?? node.int64.map(String.init) else {
                mistakes.append("\(path): \"\(key.name)\" must be a string or a whole number")
                continue
            }
            values[AbsoluteConfigKey([name])] = ConfigValue(.string(text), isSecret: true)
        }
        return Source(provider: InMemoryProvider(name: "file", values: values)) { "\(path): \"\($0.name)\"" }
    }
}
