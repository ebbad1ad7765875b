// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto

/// A chart of accounts as hledger names it: `assets:1000 Current assets:1020 Bank`, from the root down, each part with
/// its code first.
struct HledgerChart: Sendable {
    /// In the order of codes.
    let accounts: [Account]
    private let names: [AccountCode: String]

    init(_ accounts: [Account]) {
        self.accounts = accounts
        let byCode = Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0) })
        var names: [AccountCode: String] = [:]
        for account in accounts {
            var path: [String] = []
            var next: Account? = account
            // A chart is a tree, so that no path is longer than the chart.
            while let step = next, path.count <= accounts.count {
                path.append(HledgerChart.part(step))
                next = step.parent.flatMap { byCode[$0] }
            }
            path.append(HledgerChart.root(account.kind))
            names[account.code] = path.reversed().joined(separator: ":")
        }
        self.names = names
    }

    func name(of code: AccountCode) -> String {
        names[code] ?? code.text
    }

    /// Tells whether names are what they were for an earlier page. Accounts that came since do not matter: the
    /// document has no line of theirs.
    func digest(of count: Int) -> String {
        var hash = SHA256()
        for name in accounts.sorted(by: { $0.id.uuid < $1.id.uuid }).prefix(count).map({ self.name(of: $0.code) }) {
            hash.update(data: Array(name.utf8) + [0x0A])
        }
        return ChainHash(bytes: Array(hash.finalize()))?.text ?? ""
    }

    /// Colons part hledger's names, and two spaces end them.
    private static func part(_ account: Account) -> String {
        let name = account.name.text.map { $0 == ":" ? "." : $0.isWhitespace ? " " : $0 }
        return "\(account.code) " + String(name).split(separator: " ").joined(separator: " ")
    }

    static func root(_ kind: AccountKind) -> String {
        switch kind {
        case .asset: "assets"
        case .liability: "liabilities"
        case .equity: "equity"
        case .income: "revenues"
        case .expense: "expenses"
        }
    }

    /// hledger's letter for the type of an account.
    static func type(_ kind: AccountKind) -> String {
        switch kind {
        case .asset: "A"
        case .liability: "L"
        case .equity: "E"
        case .income: "R"
        case .expense: "X"
        }
    }
}
