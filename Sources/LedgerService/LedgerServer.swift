// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Foundation
package import JSONRPC
package import ServiceKit

/// The ledger: books, charts of accounts, the journal, balances and the feed of all that.
package enum LedgerServer: Service {
    package static let name = ServiceName.ledger
    package static let api: any ServiceAPI.Type = LedgerAPI.self
    package static let migrations = Bundle.module.bundlePath + "/Migrations"

    package static let methods: [any Handler<LedgerContext>.Type] = [
        ActivateBudget.self,
        CancelDeferral.self,
        CloseYear.self,
        ConfirmHold.self,
        CreateAccount.self,
        CreateBook.self,
        CreateBudget.self,
        CreateDeferral.self,
        CreateDimensionValue.self,
        CreateFiscalYear.self,
        CreateRecurringEntry.self,
        DeclareDimension.self,
        ExportBook.self,
        ExportChart.self,
        GetAccount.self,
        GetAccountStatement.self,
        GetBalances.self,
        GetBalancesByDimension.self,
        GetBook.self,
        GetBudgetReport.self,
        GetDeferral.self,
        GetEntry.self,
        GetHold.self,
        GetPeriodBalances.self,
        GetRate.self,
        GetRecurringEntry.self,
        GetTrialBalance.self,
        HoldFunds.self,
        ImportChart.self,
        ImportJournal.self,
        ListAccounts.self,
        ListBooks.self,
        ListBudgets.self,
        ListCurrencies.self,
        ListDeferrals.self,
        ListDimensionValues.self,
        ListDimensions.self,
        ListEntries.self,
        ListFiscalYears.self,
        ListHolds.self,
        ListLedgerFeeds.self,
        ListLocks.self,
        ListOccurrences.self,
        ListPeriods.self,
        ListRates.self,
        ListRecurringEntries.self,
        LockPeriod.self,
        PostEntries.self,
        PostEntry.self,
        PostOpeningBalances.self,
        PreviewRevaluation.self,
        ReadLedgerFeed.self,
        RemoveFiscalYear.self,
        ReopenYear.self,
        RetireBudget.self,
        RevalueAccounts.self,
        ReverseEntry.self,
        RunSchedules.self,
        SetBudgetLines.self,
        SetRates.self,
        UnlockPeriod.self,
        UpdateAccount.self,
        UpdateDimensionValue.self,
        UpdateRecurringEntry.self,
        VerifyBook.self,
        VoidHold.self,
        WithdrawRates.self,
    ]

    package static func makeContext(_ environment: ServiceEnvironment) async throws -> LedgerContext {
        try LedgerContext(database: environment.database, clock: environment.clock)
    }

    package static func backgroundWork(_ context: LedgerContext, _ environment: ServiceEnvironment) -> [BackgroundWork]
    {
        [
            BackgroundWork("write journals", isNeededByCalls: true) { await context.writers.run() },
            BackgroundWork("wake readers of feeds") { await context.feeds.run() },
            BackgroundWork("announce feeds") { try await context.feeds.runAnnouncements(log: environment.log) },
            .every(.seconds(5), "expire holds", log: environment.log) { try await HoldExpiry.run(context) },
            .every(.seconds(3600), "purge of posting keys", log: environment.log) {
                try await PostingKeyPurge.run(in: context.database)
            },
            .every(.seconds(60), "run schedules", log: environment.log) {
                try await ScheduleRuns.run(context, log: environment.log)
            },
        ]
    }
}
