// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import ClientsService

@Suite struct SimilarityTests {
    /// The examples of Winkler's paper.
    @Test(arguments: [
        ("martha", "marhta", 0.961), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.813), ("abc", "abc", 1.0),
        ("abc", "xyz", 0.0), ("", "abc", 0.0), ("jeraldine", "geraldine", 0.926),
    ])
    func textsAreAsMuchAlikeAsWinklerSays(left: String, right: String, expected: Double) {
        let found = Similarity.jaroWinkler(Array(left.unicodeScalars), Array(right.unicodeScalars))
        #expect(abs(found - expected) < 0.001, "\(found)")
        #expect(Similarity.jaroWinkler(Array(right.unicodeScalars), Array(left.unicodeScalars)) == found)
    }

    @Test(arguments: [
        ("6988048", "6988048", true), ("6988048", "6988084", true), ("6988048", "698804", true),
        ("6988048", "69880482", true), ("6988048", "6988058", true), ("6988048", "6980848", true),
        ("6988048", "6988000", false), ("6988048", "9688084", false), ("12", "21", true), ("1", "", true),
        ("", "", true), ("12", "34", false), ("6988048", "69880", false),
    ])
    func oneMistakeIsToldFromTwo(left: String, right: String, expected: Bool) {
        #expect(Similarity.differByOne(Array(left.unicodeScalars), Array(right.unicodeScalars)) == expected)
        #expect(Similarity.differByOne(Array(right.unicodeScalars), Array(left.unicodeScalars)) == expected)
    }
}
