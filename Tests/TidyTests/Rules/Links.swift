// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

extension Rules {
    static let links: [Rule] = [
        Rule("a link within the checkout leads somewhere") { tree in
            tree.files.filter { $0.kind == .markdown }.flatMap { file in
                linkTargets(of: file).compactMap { target, line in
                    guard !target.contains(":"), let path = resolve(target, from: file.folder), !tree.holds(path) else {
                        return nil
                    }
                    return file.finding(line: line, "a link to `\(target)`, which is not there", "link what exists")
                }
            }
        }
    ]

    /// The `target` of each `[text](target)` outside code fences, with its line.
    private static func linkTargets(of file: SourceFile) -> [(target: String, line: Int)] {
        var isInFence = false
        var targets: [(target: String, line: Int)] = []
        for (index, line) in file.lines.enumerated() {
            if line.trimmedStart.hasPrefix("```") { isInFence.toggle() }
            guard !isInFence, line.contains("](") else { continue }
            for part in String(line).components(separatedBy: "](").dropFirst() {
                targets.append((String(part.prefix { $0 != ")" && $0 != " " }), index + 1))
            }
        }
        return targets
    }

    /// A path from the root, or nil for a place within the same page.
    private static func resolve(_ target: String, from folder: String) -> String? {
        guard let link = target.split(separator: "#", omittingEmptySubsequences: false).first, !link.isEmpty else {
            return nil
        }
        var parts = folder.split(separator: "/").map(String.init)
        for part in link.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": if parts.popLast() == nil { return String(link) }
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}

extension SourceTree {
    /// Whether there is a file or a folder at `path`.
    fileprivate func holds(_ path: String) -> Bool {
        self[path] != nil || !files(under: path).isEmpty
    }
}
