// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The words of a service's command line, sorted but not judged.
struct ServiceCommandLine {
    /// The first word without hyphens; `serve` when there is none.
    private(set) var command = "serve"
    private(set) var flags: [(name: String, value: String?)] = []
    private(set) var mistakes: [String] = []
    private var hasCommand = false

    /// `switches` are the flags that take no value.
    init(_ words: [String], switches: Set<String>) {
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word.count > 2 else {
                take(word)
                continue
            }
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            if parts.count == 2 {
                flags.append((name, String(parts[1])))
            } else if switches.contains(name) || rest.first?.hasPrefix("--") ?? true {
                flags.append((name, nil))
            } else {
                flags.append((name, rest.popFirst()))
            }
        }
    }

    private mutating func take(_ word: String) {
        if word == "-h" {
            flags.append(("help", nil))
        } else if hasCommand {
            mistakes.append("\"\(word)\" is one word too many")
        } else {
            command = word
            hasCommand = true
        }
    }

    func has(_ name: String) -> Bool {
        flags.contains { $0.name == name }
    }
}
