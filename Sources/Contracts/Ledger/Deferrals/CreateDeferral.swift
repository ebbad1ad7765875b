// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Answers all parts with their days and amounts before any is posted. Nothing is posted by this call: the next run
/// does that.
public struct CreateDeferral: Command, Equatable {
    public typealias API = LedgerAPI
    public static let name = "ledger.createDeferral"
    public static let summary = "Spreads an amount of one account over periods of another."
    public static let access = Access.permission(.manageSchedules)
    public static let errors: [any DomainError.Type] = [
        AccountIsHeading.self, AccountNotFound.self, BookNotFound.self,
    ]

    public let book: BookID
    public let idempotencyKey: IdempotencyKey
    public let name: Text<1, 200>
    public let plan: DeferralPlan

    public init(book: BookID, idempotencyKey: IdempotencyKey, name: Text<1, 200>, plan: DeferralPlan) {
        self.book = book
        self.idempotencyKey = idempotencyKey
        self.name = name
        self.plan = plan
    }

    public struct Response: Codable, Sendable, Equatable {
        public let deferral: Deferral
        /// In the order of their days.
        public let parts: [ScheduleOccurrence]

        public init(deferral: Deferral, parts: [ScheduleOccurrence]) {
            self.deferral = deferral
            self.parts = parts
        }
    }
}
