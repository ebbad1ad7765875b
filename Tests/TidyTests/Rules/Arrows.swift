// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Which target may import which. The table in docs/change/architecture.md is the one list; it is read here.
struct Arrows {
    static let page = "docs/change/architecture.md"

    /// Modules of the toolchain and the system. They hold no architecture, save where the page says otherwise.
    static let system: Set = [
        "Darwin", "Dispatch", "FoundationEssentials", "Foundation", "FoundationNetworking", "Glibc", "Musl", "Swift",
        "Synchronization", "_Concurrency", "_StringProcessing",
    ]
    /// Targets whose every byte and value counts: no Foundation at all.
    static let withoutFoundation: Set = ["Contracts", "JSON"]

    let allowed: [String: Set<String>]

    /// Reads rows such as ``| `JSONRPC` | a sentence | `Contracts`, `JSON` |``. A first cell may name several targets.
    init(table page: SourceFile) {
        var allowed: [String: Set<String>] = [:]
        for line in page.lines where line.hasPrefix("| `") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            guard cells.count == 3, let names = cells.first, let imports = cells.last else { continue }
            for target in Self.codeWords(names) { allowed[target, default: []].formUnion(Self.codeWords(imports)) }
        }
        self.allowed = allowed
    }

    /// Why `target` may not import `module`, or nil when it may.
    func objection(to module: String, in target: String) -> String? {
        if Self.withoutFoundation.contains(target), module.hasPrefix("Foundation") {
            return "`\(target)` works without Foundation"
        }
        if Self.system.contains(module) { return nil }
        guard let modules = allowed[target] else { return "`\(target)` has no row in the table" }
        return modules.contains(module) ? nil : "`\(target)` may not import `\(module)`"
    }

    private static func codeWords(_ cell: Substring) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}

extension Rules {
    static let arrows: [Rule] = [
        Rule("imports follow the arrows") { tree in
            guard let page = tree[Arrows.page] else {
                return [Finding(path: Arrows.page, line: 1, what: "no such page", instead: "keep the arrows there")]
            }
            let arrows = Arrows(table: page)
            return tree.swift.filter { $0.path.hasPrefix("Sources/") }.flatMap { file in
                imports(of: file).compactMap { module, token in
                    arrows.objection(to: module, in: file.target ?? "").map {
                        file.finding(
                            at: token, $0, "put the code where its matter ends, as the table in \(Arrows.page) tells")
                    }
                }
            }
        }
    ]

    /// The modules that a file imports, without their submodules.
    static func imports(of file: SourceFile) -> [(module: String, token: Int)] {
        let kinds: Set = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
        return (file.declarations.places["import"] ?? []).compactMap { index in
            guard index + 2 < file.tokens.count || index + 1 < file.tokens.count else { return nil }
            let next = file.tokens[index + 1].text
            let module = kinds.contains(next) && index + 2 < file.tokens.count ? file.tokens[index + 2].text : next
            return (module, index)
        }
    }
}
