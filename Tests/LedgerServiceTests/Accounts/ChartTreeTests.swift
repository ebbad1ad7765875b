// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import LedgerService

@Suite struct ChartTreeTests {
    /// Two roots; children stand before their parents in the list.
    private static let tree = ChartTree(parents: [
        ("1110", "1100"), ("1100", "1000"), ("1010", "1000"), ("1000", nil), ("1120", "1100"), ("2010", "2000"),
        ("2000", nil),
    ])

    @Test func everyAccountStandsAfterItsParent() {
        let tree = Self.tree
        #expect(tree.roots == ["1000", "2000"])
        #expect(tree.order == ["1000", "1010", "1100", "1110", "1120", "2000", "2010"])
        #expect(tree.children(of: "1000") == ["1010", "1100"] && tree.children(of: "1110").isEmpty)
        #expect(tree.order.map { tree.depth(of: $0) } == [0, 1, 1, 2, 2, 0, 1])
        #expect(tree.circular.isEmpty)
    }

    @Test func subtreeHoldsTheAccountAndAllBelowIt() {
        #expect(Self.tree.subtree(of: "1100") == ["1100", "1110", "1120"])
        #expect(Self.tree.subtree(of: "1000") == ["1000", "1010", "1100", "1110", "1120"])
        #expect(Self.tree.subtree(of: "1010") == ["1010"])
        #expect(Self.tree.subtree(of: "9").isEmpty && !Self.tree.contains("9"))
    }

    @Test func ancestorsGoUpToTheRoot() {
        #expect(Self.tree.ancestors(of: "1120") == ["1100", "1000"])
        #expect(Self.tree.ancestors(of: "1000").isEmpty)
    }

    @Test func sumsRollUpToEveryAncestor() {
        let sums = Self.tree.rolledUp(["1010": 1, "1110": 10, "1120": 100, "1100": 1000]) { $0 + $1 }
        #expect(sums == ["1000": 1111, "1010": 1, "1100": 1110, "1110": 10, "1120": 100])
    }

    @Test func firstSumThatDoesNotFitIsThrown() {
        struct TooBig: Error {}
        #expect(throws: TooBig.self) {
            try Self.tree.rolledUp(["1010": 1, "1110": 10]) { _, _ throws(TooBig) in throw TooBig() }
        }
    }

    @Test func accountWhoseParentIsNotGivenIsARoot() {
        let tree = ChartTree(parents: [("1110", "1100"), ("1111", "1110")])
        #expect(tree.roots == ["1110"] && tree.ancestors(of: "1111") == ["1110"])
    }

    @Test func accountsAboveThemselvesAreNamed() {
        let tree = ChartTree(parents: [("1", nil), ("2", "3"), ("3", "2"), ("4", "4"), ("5", "2")])
        #expect(tree.circular == ["2", "3", "4", "5"])
        #expect(tree.order == ["1"] && tree.subtree(of: "2").isEmpty)
        #expect(tree.ancestors(of: "2").count <= 5)
    }

    /// Against the definition, on trees of many shapes.
    @Test(arguments: 1...50) func anyTreeRollsUpAsItsDefinitionSays(shape: Int) throws {
        let codes = try (0..<40).map { try AccountCode(validating: "\($0)") }
        let parents = codes.indices.map { index in
            let isRoot = index == 0 || (index * 5 + shape) % 6 == 0
            return (code: codes[index], parent: isRoot ? nil : codes[(index * 7 + shape * 13) % index])
        }
        let tree = ChartTree(parents: parents)
        let own = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0 + shape) })
        let sums = tree.rolledUp(own) { $0 + $1 }
        for code in codes {
            let below = codes.filter { $0 == code || tree.ancestors(of: $0).contains(code) }
            #expect(Set(tree.subtree(of: code)) == Set(below))
            #expect(sums[code] == below.reduce(0) { $0 + (own[$1] ?? 0) })
        }
    }
}
