// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules about trees of reasons that need no database.
enum ReasonRules {
    static let depthLimit = 5
    /// Closed reasons count: they are never forgotten.
    static let countLimit = 1000

    /// A parent that stands before its children leaves no room for a circle.
    static func requireTree(_ reasons: [NewReason]) throws(InvalidParams) {
        var depths: [ReasonCode: Int] = [:]
        var violations: [InvalidParams.Violation] = []
        for (index, reason) in reasons.enumerated() {
            let path = "$.reasons[\(index)]"
            if depths[reason.code] != nil {
                violations.append(.init(path: path + ".code", rule: "must not be the code of an earlier reason"))
            }
            var depth = 1
            if let parent = reason.parent {
                if let above = depths[parent] {
                    depth = above + 1
                } else {
                    violations.append(.init(path: path + ".parent", rule: "must be the code of an earlier reason"))
                }
            }
            if depth > depthLimit {
                violations.append(.init(path: path + ".parent", rule: "must not be \(depthLimit) levels deep already"))
            }
            depths[reason.code] = depth
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func tree(_ given: [NewReason], after present: ReasonTree) throws(TooManyReasons) -> ReasonTree {
        let open = given.map { Reason(code: $0.code, name: $0.name, parent: $0.parent, isClosed: false) }
        let codes = Set(given.map(\.code))
        let closed = present.reasons.filter { !codes.contains($0.code) }.map {
            Reason(code: $0.code, name: $0.name, parent: $0.parent, isClosed: true)
        }
        guard open.count + closed.count <= countLimit else { throw TooManyReasons(limit: Count(countLimit)) }
        return ReasonTree(kind: present.kind, version: present.version.next, reasons: open + closed)
    }

    /// Texts are compared by their bytes, as they are kept.
    static func saySame(_ left: ReasonTree, _ right: ReasonTree) -> Bool {
        left.reasons == right.reasons
            && zip(left.reasons, right.reasons).allSatisfy { Array($0.name.text.utf8) == Array($1.name.text.utf8) }
    }

    /// The reason with the names above it.
    static func given(_ code: ReasonCode, in tree: ReasonTree) throws(ReasonNotFound) -> GivenReason {
        let reasons = Dictionary(tree.reasons.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        guard let reason = reasons[code], !reason.isClosed else { throw ReasonNotFound(kind: tree.kind) }
        var path = [reason.name]
        var above = reason.parent
        while let parent = above.flatMap({ reasons[$0] }), path.count < depthLimit {
            path.insert(parent.name, at: 0)
            above = parent.parent
        }
        return GivenReason(code: code, path: path)
    }
}
