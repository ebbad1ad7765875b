// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto

/// Finds the book's account for each name in a journal, and says what accounts would have to be made. No database here.
struct AccountNames: Sendable {
    /// What is known of an account of the book.
    struct KnownAccount: Sendable, Equatable {
        let kind: AccountKind
        let isHeading: Bool
    }

    private let known: [AccountCode: KnownAccount]
    private let mapped: [String: AccountCode]
    private let declared: [String: DeclaredAccount]
    private let mayCreate: Bool
    private(set) var missing: [AccountCode: MissingAccount] = [:]

    /// An account to be made.
    struct MissingAccount: Sendable, Equatable {
        let code: AccountCode
        let name: Text<1, 200>
        let kind: AccountKind
        /// Made before it, or there already.
        let parent: AccountCode?
        let isHeading: Bool
        let currency: CurrencyCode?
    }

    init(
        known: [AccountCode: KnownAccount], mapped: [String: AccountCode], declared: [String: DeclaredAccount],
        mayCreate: Bool
    ) {
        self.known = known
        self.mapped = mapped
        self.declared = declared
        self.mayCreate = mayCreate
    }

    /// The account of a name: as it was mapped, as a directive says, by the code at the front of the name's last part,
    /// or by the name as a code. Otherwise, if that is allowed, one that is to be made.
    mutating func account(of name: String) throws(JournalProblem) -> AccountCode? {
        if let code = mapped[name] { return code }
        if let code = declared[name]?.code {
            if known[code] != nil { return code }
            return mayCreate ? try make(name, code) : nil
        }
        let last = name.split(separator: ":").last ?? ""
        for candidate in [last.split(separator: " ").first.map(String.init), name] {
            if let code = candidate.flatMap({ try? AccountCode(validating: $0) }), known[code] != nil { return code }
        }
        return mayCreate ? try make(name, nil) : nil
    }

    /// The code of an account that is to be made for a name, made up of the name when the journal has none.
    private mutating func make(_ name: String, _ given: AccountCode?) throws(JournalProblem) -> AccountCode {
        let code = if let given { given } else { try AccountNames.code(of: name) }
        if known[code] != nil || missing[code] != nil { return code }
        let declaration = declared[name]
        guard let kind = declaration?.kind ?? DeclaredAccount.kind(of: name) else {
            throw JournalProblem("nothing tells the kind of the account \(name)")
        }
        var parent: AccountCode?
        if let end = name.lastIndex(of: ":"), let above = declared[String(name[..<end])], let code = above.code {
            let heading = known[code] ?? KnownAccount(kind: above.kind ?? kind, isHeading: above.isHeading)
            if heading == KnownAccount(kind: kind, isHeading: true) { parent = try make(above.name, code) }
        }
        let title =
            if let told = declaration?.title { told } else {
                try AccountNames.title(of: name, code, isDeclared: declaration?.code != nil)
            }
        missing[code] = MissingAccount(
            code: code, name: title, kind: kind, parent: parent, isHeading: declaration?.isHeading ?? false,
            currency: declaration?.currency)
        return code
    }

    /// Headings stand before what is below them.
    var missingInOrder: [MissingAccount] {
        func depth(_ account: MissingAccount) -> Int {
            account.parent.flatMap { missing[$0] }.map { depth($0) + 1 } ?? 0
        }
        return missing.values.sorted { (depth($0), $0.code) < (depth($1), $1.code) }
    }

    /// The name with dots for colons, when it makes a code; else its beginning and some of its hash.
    static func code(of name: String) throws(JournalProblem) -> AccountCode {
        let letters = name.utf8.map { byte -> UInt8 in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: byte
            case 0x3A: 0x2E
            default: 0x2D
            }
        }
        let plain = String(decoding: letters, as: UTF8.self)
        let isSame = plain.utf8.count <= 32 && zip(letters, name.utf8).allSatisfy { $0 == $1 || $1 == 0x3A }
        var text = plain
        if !isSame {
            let digest = ChainHash(bytes: Array(SHA256.hash(data: Array(name.utf8))))?.text ?? ""
            text = plain.prefix(23) + "-" + digest.prefix(8)
        }
        guard let code = try? AccountCode(validating: text) else {
            throw JournalProblem("no code can be made of the account name \(name)")
        }
        return code
    }

    /// An account that the ledger has exported has its code in its name.
    private static func title(
        of name: String, _ code: AccountCode, isDeclared: Bool
    ) throws(JournalProblem) -> Text<1, 200> {
        let last = name.split(separator: ":").last.map(String.init) ?? name
        let title = isDeclared && last.hasPrefix(code.text + " ") ? String(last.dropFirst(code.text.count + 1)) : name
        do {
            return try Text(validating: title)
        } catch {
            throw JournalProblem("the account name \(name) \(error)")
        }
    }
}
