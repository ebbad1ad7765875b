// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A domain error as its file declares it.
private struct DeclaredError {
    let file: SourceFile
    let token: Int
    let code: Int?
    let reason: String?

    static func all(in tree: SourceTree) -> [DeclaredError] {
        tree.files(under: "Sources").flatMap { file in
            file.declarations.types.filter { $0.inherits.contains("DomainError") && $0.kind != "protocol" }.map {
                type in
                let code = file.constant("code", after: type.token)
                let reason = file.constant("reason", after: type.token)?.literal
                return DeclaredError(
                    file: file, token: type.token, code: (code?.text.replacing("_", with: "")).flatMap { Int($0) },
                    reason: reason)
            }
        }
    }
}

extension Rules {
    /// Where a service's error codes begin; each has a thousand. What all services share is below.
    static let errorBlocks = ["identity": 1000, "clients": 2000, "ledger": 3000, "reporting": 4000]
    static let sharedErrorCodes = 100..<1000

    static let errors: [Rule] = [
        Rule("an error's code and reason are its own") { tree in
            var codes: [Int: String] = [:]
            var reasons: [String: String] = [:]
            return DeclaredError.all(in: tree).flatMap { error -> [Finding] in
                let name = error.file.tokens[error.token + 1].text
                guard let code = error.code, let reason = error.reason else {
                    return [
                        error.file.finding(
                            at: error.token, "`\(name)` states no code or no reason",
                            "write both as literals: `static let code = 3004`")
                    ]
                }
                var findings: [Finding] = []
                if let other = codes.updateValue(name, forKey: code) {
                    findings.append(
                        error.file.finding(
                            at: error.token, "`\(name)` and `\(other)` share code \(code)", "take a free one"))
                }
                if let other = reasons.updateValue(name, forKey: reason) {
                    findings.append(
                        error.file.finding(
                            at: error.token, "`\(name)` and `\(other)` share a reason", "tell them apart"))
                }
                return findings + misplaced(error, named: name, code: code, reason: reason)
            }
        }
    ]

    private static func misplaced(
        _ error: DeclaredError, named name: String, code: Int, reason: String
    ) -> [Finding] {
        let folders = error.file.path.lowercased().split(separator: "/")
        let owner = errorBlocks.keys.first { folders.contains(Substring($0)) }
        let block = owner.flatMap { errorBlocks[$0] }.map { $0..<$0 + 1000 } ?? sharedErrorCodes
        var findings: [Finding] = []
        if !block.contains(code) {
            findings.append(
                error.file.finding(
                    at: error.token, "code \(code) of `\(name)` is outside its block",
                    "take a free one from \(block.lowerBound) to \(block.upperBound - 1)"))
        }
        if !reason.hasPrefix("\(owner ?? "shared").") {
            findings.append(
                error.file.finding(
                    at: error.token, "the reason of `\(name)` does not name its owner",
                    "begin it with `\(owner ?? "shared").`"))
        }
        return findings
    }
}
