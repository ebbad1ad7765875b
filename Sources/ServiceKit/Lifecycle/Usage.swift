// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The text of `--help`, made from the declared commands and keys.
struct Usage {
    let program: String
    let summary: String
    let commands: [(name: String, help: String)]
    let keys: [ConfigurationKey]
    /// Keys of single commands, by the command's name.
    let ownKeys: [(command: String, keys: [ConfigurationKey])]

    var text: String {
        var lines = [
            summary, "", "Usage: \(program) [COMMAND] [--setting VALUE ...]", "", "Commands:",
        ]
        let width = commands.map(\.name.count).max() ?? 0
        for command in commands {
            lines.append(
                "  " + command.name + String(repeating: " ", count: width - command.name.count + 2) + command.help)
        }
        lines += [
            "",
            "Settings, each by its flag, by its environment variable, or by its name without hyphens in front in the",
            "JSON file that --config names. A flag counts before the environment, and that before the file.", "",
        ]
        for key in keys { lines += Usage.lines(of: key) }
        for (command, keys) in ownKeys where !keys.isEmpty {
            lines += ["", "Only for \(command):", ""]
            for key in keys { lines += Usage.lines(of: key) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(of key: ConfigurationKey) -> [String] {
        var notes: [String] = []
        if let standard = key.standard { notes.append("default \(standard)") }
        if let unit = key.unit { notes.append("in \(unit)") }
        if case .choice(let words) = key.kind { notes.append(words.joined(separator: ", ")) }
        if !key.neededBy.isEmpty { notes.append("needed by \(key.neededBy.sorted().joined(separator: ", "))") }
        let isSwitch = key.kind == .flag
        let head = isSwitch ? "  \(key.flag)" : "  \(key.flag) \(placeholder(of: key.kind))  (\(key.environment))"
        return [head, "      " + key.help + (notes.isEmpty ? "" : "; " + notes.joined(separator: "; "))]
    }

    private static func placeholder(of kind: ConfigurationKey.Kind) -> String {
        switch kind {
        case .text: "TEXT"
        case .wholeNumber: "N"
        case .choice: "WORD"
        case .url: "URL"
        case .file, .secretFile: "FILE"
        case .flag: ""
        }
    }
}
