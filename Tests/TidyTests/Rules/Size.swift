// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    static let maximumFileLines = 400
    static let maximumFunctionLines = 70
    static let maximumColumns = 120
    static let maximumFolderFiles = 20

    static let size: [Rule] = [
        Rule("a file has at most 400 lines") { tree in
            tree.files.filter { !$0.isGenerated && $0.lineCount > maximumFileLines }.map { file in
                file.finding(
                    line: maximumFileLines + 1, "a file of \(file.lineCount) lines",
                    "move one concern to a file of its own (at most \(maximumFileLines), better 250)")
            }
        },
        Rule.swift("a function has at most 70 lines") { file in
            file.declarations.bodies.compactMap { body in
                let first = file.line(of: file.tokens[body.firstToken])
                let count = file.line(of: file.tokens[body.lastToken]) - first + 1
                guard count > maximumFunctionLines else { return nil }
                return file.finding(
                    at: body.firstToken, "`\(body.name)` has \(count) lines",
                    "name its steps as functions of at most \(maximumFunctionLines)")
            }
        },
        Rule("a line has at most 120 columns") { tree in
            tree.files.filter { !$0.isGenerated }.flatMap { file in
                file.lines.enumerated().compactMap { index, line in
                    // Rows of Markdown tables and lone links cannot be broken.
                    guard line.utf8.count > maximumColumns, line.count > maximumColumns,
                        !(file.kind == .markdown && (line.hasPrefix("|") || !line.trimmedStart.contains(" ")))
                    else { return nil }
                    return file.finding(
                        line: index + 1, "a line of \(line.count) columns",
                        "break it at \(maximumColumns) (scripts/format breaks code; comments break by hand)")
                }
            }
        },
        Rule("a folder has at most 20 files") { tree in
            Dictionary(grouping: tree.files.filter { !$0.isGenerated && !isData($0) }, by: \.folder)
                .filter { $0.value.count > maximumFolderFiles && !$0.key.isEmpty }
                .map { folder, files in
                    Finding(
                        path: folder, line: 1, what: "a folder of \(files.count) files",
                        instead: "give each feature a folder of its own (at most \(maximumFolderFiles) files)")
                }
        },
    ]

    /// Files that are one list, in order or as they come: migrations are forward only and never merged.
    private static func isData(_ file: SourceFile) -> Bool {
        ["Service/Migrations", "/Samples", "/Corpus", "/Golden"].contains { file.folder.hasSuffix($0) }
            || file.path.hasPrefix("docs/decisions/")
    }
}
