// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension Rules {
    static let headers: [Rule] = [
        Rule("source begins with its licence") { tree in
            tree.files.compactMap { file in
                guard let comment = commentMark(of: file.kind) else { return nil }
                let first = file.lines.first ?? ""
                let start = first.hasPrefix("#!") || first.hasPrefix("// swift-tools-version") ? 1 : 0
                let expected = [
                    "\(comment) SPDX-License-Identifier: Apache-2.0",
                    "\(comment) SPDX-FileCopyrightText: The Kontor authors",
                ]
                let header = file.lines.dropFirst(start).prefix(2).map(String.init)
                guard header != expected else { return nil }
                return file.finding(
                    line: start + 1, "no licence header",
                    "begin with the two lines `\(expected.joined(separator: "` `"))`")
            }
        },
        Rule("a page has one title") { tree in
            tree.files.filter { $0.kind == .markdown }.compactMap { file in
                let titles = titleLines(of: file)
                guard titles.count != 1 else { return nil }
                return file.finding(
                    line: titles.dropFirst().first ?? 1, "a page with \(titles.count) titles",
                    "give it one line that begins with `# `, and `## ` for the parts")
            }
        },
    ]

    private static func commentMark(of kind: SourceFile.Kind) -> String? {
        switch kind {
        case .swift: "//"
        case .sql: "--"
        case .shell: "#"
        case .markdown, .other: nil
        }
    }

    private static func titleLines(of file: SourceFile) -> [Int] {
        var titles: [Int] = []
        var isInFence = false
        for (index, line) in file.lines.enumerated() {
            if line.trimmedStart.hasPrefix("```") { isInFence.toggle() }
            if !isInFence, line.hasPrefix("# ") { titles.append(index + 1) }
        }
        return titles
    }
}
