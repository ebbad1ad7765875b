// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    static let pages: [Rule] = [
        Rule("a page names methods, permissions, errors and tables that there are") { tree in
            let known = tree.files.reduce(into: Set<String>()) { names, file in
                if file.isGenerated, file.kind == .markdown { names.formUnion(file.lines.flatMap(qualifiedNames)) }
                if file.kind == .sql { names.formUnion(relations(of: file)) }
            }
            let pages = ["docs/integrate", "docs/operate"].flatMap { tree.files(under: $0) }
            return pages.filter { $0.kind == .markdown }.flatMap { file in
                file.lines.enumerated().flatMap { index, line in
                    qualifiedNames(in: line).filter { !known.contains($0) }.map { name in
                        file.finding(line: index + 1, "`\(name)` is nowhere in the reference", "name what there is")
                    }
                }
            }
        }
    ]

    private static let owners = ["clients", "identity", "ledger", "reporting", "shared"]

    /// Names such as `ledger.postEntry` and `ledger.entry_unbalanced`. A name of one lower-case word is passed over,
    /// since that is how files end, too.
    private static func qualifiedNames(in line: Substring) -> [String] {
        guard line.contains(".") else { return [] }
        return line.split { !isPartOfName($0) && $0 != "." }.compactMap { word in
            let parts = word.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count >= 2, owners.contains(String(parts[0])),
                parts[1].contains(where: { $0.isUppercase || $0 == "_" })
            else { return nil }
            return "\(parts[0]).\(parts[1])"
        }
    }

    /// Tables and views that a migration creates, with the schema of its service.
    private static func relations(of migration: SourceFile) -> [String] {
        guard let owner = migration.target?.lowercased(), owner.hasSuffix("service") else { return [] }
        return migration.lines.compactMap { line in
            let words = line.split { !isPartOfName($0) && $0 != "." }
            guard words.count > 2, words[0] == "create", words[1] == "table" || words[1] == "view" else { return nil }
            return "\(owner.dropLast("service".count)).\(words[2].split(separator: ".").last ?? words[2])"
        }
    }

    private static func isPartOfName(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }
}
