// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public enum LedgerAPI: ServiceAPI {
    public static let name = "ledger"
    public static let summary = "The money: books, accounts, journal entries and balances."
}
