// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

public struct VoidHold: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.voidHold"
    public static let summary = "Releases what a hold still reserves."
    public static let access = Access.permission(.holdFunds)
    public static let errors: [any DomainError.Type] = [BookNotFound.self, HoldEnded.self, HoldNotFound.self]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let hold: HoldID

    public init(book: BookID, idempotencyKey: IdempotencyKey, hold: HoldID) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.hold = hold
    }

    public typealias Response = HoldFunds.Response
}
