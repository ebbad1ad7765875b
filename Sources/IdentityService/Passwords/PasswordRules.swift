// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Foundation

/// What a password must be (NIST SP 800-63B, section 5.1.1.2): long enough to stand alone, and not guessed first.
/// There are no rules of composition.
enum PasswordRules {
    /// In Unicode scalars of normal form C. 15 since there is no second factor beside it.
    static let length = 15...128
    /// What must be left of a password without its guessable parts, in characters.
    static let leastUnguessable = 8

    /// The bytes that are hashed: the same for every way to type the same characters.
    static func normalised(_ password: String) -> [UInt8] {
        Array(password.precomposedStringWithCanonicalMapping.utf8)
    }

    /// - Parameter personal: words that stand near the user: his e-mail address, his name, his organisation.
    static func requireStrong(_ password: String, personal: [String]) throws(PasswordRefused) {
        let password = password.precomposedStringWithCanonicalMapping
        let count = password.unicodeScalars.count
        guard count >= length.lowerBound else { throw PasswordRefused(because: .tooShort) }
        guard count <= length.upperBound else { throw PasswordRefused(because: .tooLong) }
        let folded = password.lowercased()
        guard !GuessableText.isPeriodic(folded) else { throw PasswordRefused(because: .tooCommon) }
        let uncommon = GuessableText.without(GuessableText.commonWords, in: folded)
        guard uncommon.count >= leastUnguessable else { throw PasswordRefused(because: .tooCommon) }
        let impersonal = GuessableText.without(GuessableText.commonWords + words(of: personal), in: folded)
        guard impersonal.count >= leastUnguessable else { throw PasswordRefused(because: .tooPersonal) }
    }

    /// Their parts of three letters or more.
    private static func words(of texts: [String]) -> [String] {
        let words = texts.flatMap { text in
            text.precomposedStringWithCanonicalMapping.lowercased()
                .split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        return words.filter { $0.count >= 3 }
    }
}
