// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// A chart's accounts as a tree. Knows no database.
struct ChartTree: Sendable {
    private struct Node {
        /// Nil for a root, and for an account whose parent was not among those given.
        var parent: AccountCode?
        var children: [AccountCode] = []
        var depth = 0
        var position = 0
        /// How many accounts the subtree has, with the node itself.
        var size = 1
    }

    private var nodes: [AccountCode: Node] = [:]
    /// Every account once, each before what is below it, those of one parent in the order of their codes. Accounts
    /// that are above themselves, which no chart has, are absent.
    private(set) var order: [AccountCode] = []
    /// In the order of codes.
    private(set) var roots: [AccountCode] = []

    init(_ accounts: some Sequence<Account>) {
        self.init(parents: accounts.map { ($0.code, $0.parent) })
    }

    /// Each code comes once, with the code above it.
    init(parents: [(code: AccountCode, parent: AccountCode?)]) {
        for (code, parent) in parents { nodes[code] = Node(parent: parent) }
        for code in parents.map(\.code).sorted() {
            if let parent = nodes[code]?.parent, nodes[parent] != nil {
                nodes[parent]?.children.append(code)
            } else {
                nodes[code]?.parent = nil
                roots.append(code)
            }
        }
        walk()
        measure()
    }

    private mutating func walk() {
        var waiting = Array(roots.reversed())
        while let code = waiting.popLast() {
            nodes[code]?.position = order.count
            order.append(code)
            let depth = depth(of: code) + 1
            for child in children(of: code).reversed() {
                nodes[child]?.depth = depth
                waiting.append(child)
            }
        }
    }

    private mutating func measure() {
        for code in order.reversed() {
            guard let node = nodes[code], let parent = node.parent else { continue }
            nodes[parent]?.size += node.size
        }
    }

    func contains(_ code: AccountCode) -> Bool { nodes[code] != nil }

    /// In the order of codes.
    func children(of code: AccountCode) -> [AccountCode] { nodes[code]?.children ?? [] }

    /// How many accounts are above it: 0 for a root.
    func depth(of code: AccountCode) -> Int { nodes[code]?.depth ?? 0 }

    func parent(of code: AccountCode) -> AccountCode? { nodes[code]?.parent }

    /// The nearest first, the root last.
    func ancestors(of code: AccountCode) -> [AccountCode] {
        var ancestors: [AccountCode] = []
        var next = parent(of: code)
        // Of accounts that are above themselves the walk would have no end.
        while let ancestor = next, ancestors.count < nodes.count {
            ancestors.append(ancestor)
            next = parent(of: ancestor)
        }
        return ancestors
    }

    /// The account and all that is below it, in `order`; empty for a code that the chart does not have.
    func subtree(of code: AccountCode) -> ArraySlice<AccountCode> {
        guard let node = nodes[code], order.indices.contains(node.position), order[node.position] == code else {
            return []
        }
        return order[node.position..<(node.position + node.size)]
    }

    /// Accounts that are above themselves, in the order of codes: a chart that is put together must have none.
    var circular: [AccountCode] {
        order.count == nodes.count ? [] : Set(nodes.keys).subtracting(order).sorted()
    }

    /// What each account has with all that is below it. Accounts that have nothing in their subtree are absent.
    func rolledUp<Value, Failure: Error>(
        _ own: [AccountCode: Value], adding: (Value, Value) throws(Failure) -> Value
    ) throws(Failure) -> [AccountCode: Value] {
        var sums = own
        for code in order.reversed() {
            guard let sum = sums[code], let parent = parent(of: code) else { continue }
            if let other = sums[parent] {
                sums[parent] = try adding(other, sum)
            } else {
                sums[parent] = sum
            }
        }
        return sums
    }
}
