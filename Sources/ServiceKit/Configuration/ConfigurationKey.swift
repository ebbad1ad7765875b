// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// One setting of a service: its flag, its environment variable and its name in a file are all made from `name`.
package struct ConfigurationKey: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case text
        case wholeNumber(ClosedRange<Int>)
        case choice([String])
        /// May hold a password, so its value is never shown.
        case url(schemes: [String])
        /// The path of a file that can be read.
        case file
        /// The path of a file whose content is a secret.
        case secretFile
        /// Present or absent, without a value; only as a flag.
        case flag
    }

    /// Lower case with hyphens: `listen-port`.
    package let name: String
    package let kind: Kind
    package let standard: String?
    /// `seconds`, `connections`, ...; nil where there is none.
    package let unit: String?
    /// What it is, in a few words; `--help` prints it.
    package let help: String
    /// The commands that cannot run without it.
    package let neededBy: Set<String>

    package init(
        _ name: String, _ kind: Kind = .text, standard: String? = nil, unit: String? = nil, neededBy: Set<String> = [],
        help: String
    ) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.unit = unit
        self.neededBy = neededBy
        self.help = help
    }

    package var flag: String { "--\(name)" }

    package var environment: String {
        ConfigurationKey.environmentPrefix + name.uppercased().split(separator: "-").joined(separator: "_")
    }

    static let environmentPrefix = "KONTOR_"
}
