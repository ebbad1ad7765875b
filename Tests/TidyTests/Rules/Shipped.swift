// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    /// Where the clock of the day is read; everything else is given the time. `kontor` does not link `ServiceKit`.
    static func isClock(_ file: SourceFile) -> Bool {
        file.path == "Sources/ServiceKit/Clock.swift" || file.target == "kontor" && file.name == "WallClock.swift"
    }

    static let shipped: [Rule] = [
        Rule.swift("nothing traps on purpose", where: \.isShipped) { file in
            find(in: file, ["try", "!"], "`try!`", "use `try` and let the caller know")
                + find(in: file, ["as", "!"], "`as!`", "use `as?` and throw, or a type that needs no cast")
                + find(in: file, ["fatalError", "("], "`fatalError(`", "throw, or make the state impossible")
        },
        Rule.swift("only a console prints", where: { $0.isShipped && $0.name != "Console.swift" }) { file in
            ["print", "debugPrint", "dump"].flatMap { name in
                find(in: file, [name, "("], "`\(name)(`", "log it, or write through `Console`")
            }
        },
        Rule.swift("one file reads the clock", where: { $0.isShipped && !isClock($0) }) { file in
            let readings = [
                ["Date", "(", ")"], ["Date", ".", "now"], ["Date", "=", ".", "now"],
                ["clock_gettime", "(", "CLOCK_REALTIME"],
                ["gettimeofday", "("], ["time", "(", "nil", ")"], ["Date", "(", "timeIntervalSinceNow"],
            ]
            return readings.flatMap { reading in
                find(in: file, reading, "`\(reading.joined())`", "take the time as a parameter, from `Clock`")
            }
        },
        Rule.swift("an error is not swallowed", where: \.isShipped) { file in
            find(in: file, ["catch", "{", "}"], "an empty `catch`", "handle the error, or let it through")
        },
    ]

    /// Calls and keywords; a member or a declaration of the same name is another thing.
    private static func find(
        in file: SourceFile, _ sequence: [String], _ what: String, _ instead: String
    ) -> [Finding] {
        file.occurrences(of: sequence)
            .filter { $0 == 0 || ![".", "func"].contains(file.tokens[$0 - 1].text) }
            // `try !isOpen` is no `try!`.
            .filter { sequence.last != "!" || file.tokens[$0 + 1].offset == file.tokens[$0].end }
            .map { file.finding(at: $0, what, instead) }
    }
}
