// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing

@testable import IdentityService

@Suite struct PasswordRulesTests {
    static let personal = ["ada.lovelace@example.org", "Ada Lovelace", "Analytical Engines"]

    @Test(arguments: [
        "grumpy velvet tramway", "nur drei Worte im Regen", "8sKx2-pQ9vR-mZ4tW", "这是一个很长而且没有人会猜到的密码",
    ])
    func aLongPasswordOfOnesOwnIsAccepted(_ password: String) {
        #expect(throws: Never.self) { try PasswordRules.requireStrong(password, personal: Self.personal) }
    }

    @Test(arguments: [
        ("fourteen chars", PasswordWeakness.tooShort),
        (String(repeating: "a long one ", count: 12), .tooLong),
        ("aaaaaaaaaaaaaaaaaaaa", .tooCommon),
        ("passwordpassword", .tooCommon),
        ("Password1234567890", .tooCommon),
        ("qwertyuiopasdfghjkl", .tooCommon),
        ("abcdefghijklmnopqrs", .tooCommon),
        ("987654321987654321", .tooCommon),
        ("letmein-password-1", .tooCommon),
        ("correct horse battery staple", .tooCommon),
        ("abc123abc123abc123", .tooCommon),
        ("ada.lovelace@example.org", .tooPersonal),
        ("AnalyticalEngines2026", .tooPersonal),
        ("Lovelace-password-77", .tooPersonal),
    ])
    func aPasswordThatIsGuessedFirstIsRefused(_ password: String, because: PasswordWeakness) {
        #expect(throws: PasswordRefused(because: because)) {
            try PasswordRules.requireStrong(password, personal: Self.personal)
        }
    }

    @Test func lengthCountsCharactersInNormalFormC() {
        let decomposed = String(repeating: "e\u{301}", count: 8)
        #expect(throws: PasswordRefused(because: .tooShort)) {
            try PasswordRules.requireStrong(decomposed, personal: [])
        }
    }
}
