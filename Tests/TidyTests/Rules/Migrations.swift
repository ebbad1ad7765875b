// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    static let migrationChecksums = "docs/reference/migrations.sha256"

    static let migrations: [Rule] = [
        Rule("migrations are numbered without a gap") { tree in
            let files = tree.files(under: "Sources").filter { $0.folder.hasSuffix("Service/Migrations") }
            return Dictionary(grouping: files, by: \.folder).values.flatMap { folder in
                folder.sorted { $0.name < $1.name }.enumerated().compactMap { index, file in
                    let number = String(String(10_001 + index).dropFirst())
                    guard !isMigrationName(file.name, number: number) else { return nil }
                    return file.finding(
                        line: 1, "a migration that is not number \(number) or not well named",
                        "name it \(number)_verb_noun.sql in small letters, forward from the last")
                }
            }
        },
        Rule("a released migration never changes") { tree in
            (tree[migrationChecksums]?.lines ?? []).enumerated().compactMap { index, line in
                let parts = line.split(separator: " ", maxSplits: 1)
                guard parts.count == 2 else { return nil }
                let path = String(parts[1].trimmedStart)
                guard let file = tree[path] else {
                    return Finding(
                        path: migrationChecksums, line: index + 1, what: "\(path) is gone",
                        instead: "restore it; a new migration undoes what an old one did")
                }
                guard SHA256.hexadecimal(of: file.bytes) != parts[0] else { return nil }
                return file.finding(
                    line: 1, "a migration that changed since its checksum was taken",
                    "write a new one (before the first release: scripts/generate-reference)")
            }
        },
    ]

    /// `0007_create_entries.sql`
    private static func isMigrationName(_ name: String, number: String) -> Bool {
        guard name.hasPrefix("\(number)_"), name.hasSuffix(".sql") else { return false }
        let words = name.dropLast(4).split(separator: "_", omittingEmptySubsequences: false).dropFirst()
        return words.count >= 2
            && words.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) } }
    }
}
