// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    static let forbiddenFolders: Set = ["Utils", "Util", "Helpers", "Helper", "Common", "Core", "Misc", "Managers"]
    static let emptyWords: Set = [
        "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Core", "Misc",
    ]

    static let names: [Rule] = [
        Rule("a folder is named after a feature") { tree in
            tree.files.compactMap { file in
                guard let folder = file.folder.split(separator: "/").first(where: isForbidden) else { return nil }
                return file.finding(
                    line: 1, "a folder named \(folder)", "name it after the feature that its files serve")
            }
        },
        Rule.swift("a type says what it is") { file in
            file.declarations.types.compactMap { type in
                let named = type.name.split(separator: ".").last ?? ""
                guard type.kind != "extension", let word = camelWords(named).first(where: emptyWords.contains) else {
                    return nil
                }
                return file.finding(
                    at: type.token, "`\(type.name)` is named \(word)", "name it in the terms of what it does")
            }
        },
        Rule("no mark of unfinished work is left") { tree in
            tree.files.filter { !$0.isGenerated }.flatMap { file in
                guard unfinishedMarks.contains(where: file.contains) else { return [Finding]() }
                return file.lines.enumerated().compactMap { index, line in
                    guard let mark = unfinishedMarks.first(where: { line.contains($0) }) else { return nil }
                    return file.finding(
                        line: index + 1, "a mark \(mark)", "do it now, or describe it in an issue")
                }
            }
        },
    ]

    /// Put together here so that this file holds none.
    private static let unfinishedMarks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK:"]

    private static func isForbidden(_ folder: Substring) -> Bool {
        forbiddenFolders.contains(String(folder))
    }

    /// `HTTPCoreManager` is `HTTP`, `Core` and `Manager`.
    static func camelWords(_ name: Substring) -> [String] {
        var words: [String] = []
        var word = ""
        let characters = Array(name)
        for (index, character) in characters.enumerated() {
            let isNext = index + 1 < characters.count && characters[index + 1].isLowercase
            let followsLowercase = index > 0 && !characters[index - 1].isUppercase
            if character.isUppercase, !word.isEmpty, isNext || followsLowercase {
                words.append(word)
                word = ""
            }
            word.append(character)
        }
        return words + [word]
    }
}
