// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit

/// What stands in the address of a calendar: 256 random bits, whose SHA-256 alone is kept.
struct CalendarSecret {
    static let folder = "/calendar/"
    static let ending = ".ics"
    private static let length = 64

    let text: String

    static func new() -> CalendarSecret {
        var generator = SystemRandomNumberGenerator()
        let words = (0..<4).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
        return CalendarSecret(
            text: words.map { word in
                let digits = String(word, radix: 16)
                return String(repeating: "0", count: 16 - digits.count) + digits
            }.joined())
    }

    private init(text: String) { self.text = text }

    /// What stands behind the folder in a path; nil for what is no address that was ever issued.
    init?(inPath rest: String) {
        guard rest.hasSuffix(Self.ending) else { return nil }
        let text = String(rest.dropLast(Self.ending.count))
        guard text.utf8.count == Self.length,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }

    var digest: [UInt8] { SecretDigest.sha256(of: text) }

    /// Of the permissions that the agenda asks for those that the caller has. That to see all clients is none of them.
    static func readable(by caller: Caller) -> [Permission] {
        let asked: [Permission] = [.readClients, .readConcerns, .readContacts, .readContracts, .readWork]
        return asked.filter { caller.permissions.contains($0) }
    }
}
