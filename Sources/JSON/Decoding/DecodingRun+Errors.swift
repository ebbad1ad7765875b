// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

extension DecodingRun {
    /// Characters of a rule that a type's own error contributed. Such texts may quote the value.
    private static let ruleLimit = 300

    func mismatch(_ index: Int, _ rule: String) -> JSONDecodingError {
        JSONDecodingError(kind: .typeMismatch, path: path(to: index), rule: rule)
    }

    func missing(_ name: String, in container: Int) -> JSONDecodingError {
        if container == root, let position = fields?.firstIndex(of: name) {
            return JSONDecodingError(kind: .missing, path: "$[\(position)]", rule: "is required: it stands for \(name)")
        }
        let path = path(to: container) + NodePath.suffix(name)
        return JSONDecodingError(kind: .missing, path: path, rule: "is required")
    }

    /// What the scan let through and a value may not contain, wherever it stands in the decoded node.
    func refuseBlemishes(allowingNUL: Bool) throws(JSONDecodingError) {
        let blemishes: Token.Flags = allowingNUL ? .duplicates : [.duplicates, .nul]
        if tape.flags.isDisjoint(with: blemishes) { return }
        for index in root..<Int(token(root).next) where !token(index).flags.isDisjoint(with: blemishes) {
            if token(index).flags.contains(.nul) {
                let path = path(to: index)
                throw JSONDecodingError(kind: .invalidValue, path: path, rule: "must not contain U+0000")
            }
            let name = JSONNode(tape: tape, index: index).duplicateMember ?? ""
            let path = path(to: index) + NodePath.suffix(name)
            throw JSONDecodingError(kind: .duplicate, path: path, rule: "appears more than once")
        }
    }

    /// The error as callers see it: ours as it is, any other with the path of the value whose type threw it.
    func located<T>(_ error: any Error, at index: Int, decoding type: T.Type) -> JSONDecodingError {
        if let error = error as? JSONDecodingError { return error }
        guard let error = error as? DecodingError else {
            return invalid(index, rule: String(describing: error))
        }
        switch error {
        case .dataCorrupted(let context):
            if let choices = NodePath.choices(of: type) {
                return invalid(index, rule: "must be one of \(choices)")
            }
            return invalid(index, rule: context.debugDescription, at: context.codingPath)
        case .keyNotFound(let key, let context):
            let path = NodePath.text(longer(context.codingPath, than: index)) + NodePath.suffix(key.stringValue)
            return JSONDecodingError(kind: .missing, path: path, rule: "is required")
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            let path = NodePath.text(longer(context.codingPath, than: index))
            return JSONDecodingError(kind: .typeMismatch, path: path, rule: shortened(context.debugDescription))
        @unknown default:
            return invalid(index, rule: String(describing: error))
        }
    }

    private func invalid(_ index: Int, rule: String, at codingPath: [any CodingKey] = []) -> JSONDecodingError {
        let path = NodePath.text(longer(codingPath, than: index))
        return JSONDecodingError(kind: .invalidValue, path: path, rule: shortened(rule))
    }

    /// A type may name a place below its own (`forKey:in:`) or, with an empty coding path, none at all.
    private func longer(_ codingPath: [any CodingKey], than index: Int) -> [NodePath.Step] {
        let own = NodePath.steps(to: index, from: root, in: tape)
        return codingPath.count > own.count ? codingPath.map(NodePath.Step.init) : own
    }

    private func shortened(_ rule: String) -> String {
        rule.count > DecodingRun.ruleLimit ? rule.prefix(DecodingRun.ruleLimit) + "…" : rule
    }

    func path(to index: Int) -> String {
        NodePath.text(NodePath.steps(to: index, from: root, in: tape))
    }

    func codingPath(to index: Int) -> [any CodingKey] {
        NodePath.steps(to: index, from: root, in: tape).map(\.key)
    }
}
