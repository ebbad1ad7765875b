// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Foundation
package import JSONRPC
import Postgres
package import ServiceKit

/// The business relationships. Everything is keyed by organisation.
package enum ClientsServer: Service {
    package static let name = ServiceName.clients
    package static let api: any ServiceAPI.Type = ClientsAPI.self
    package static let methods: [any Handler<ClientsContext>.Type] = [
        ActivateContract.self,
        AmendContract.self,
        ApprovePlan.self,
        Assign.self,
        CloseOpportunity.self,
        CloseRisk.self,
        CompleteHandover.self,
        CompleteTask.self,
        ConvertLead.self,
        CreateClient.self,
        CreateContract.self,
        CreateLead.self,
        CreateOpportunity.self,
        CreatePlan.self,
        CreateWebhook.self,
        DecideConcession.self,
        DefineFields.self,
        DefinePlaybook.self,
        DefineReasons.self,
        DefineSeverities.self,
        DefineStages.self,
        DefineTeamRoles.self,
        DefineTiers.self,
        DeleteWebhook.self,
        DraftReview.self,
        EndAssignment.self,
        EraseSubject.self,
        ExportRows.self,
        ExportSubject.self,
        ExportVCards.self,
        FindDuplicates.self,
        FlagRisk.self,
        GetAgenda.self,
        GetClient.self,
        GetConcern.self,
        GetContact.self,
        GetContract.self,
        GetHandover.self,
        GetHierarchy.self,
        GetHistory.self,
        GetImport.self,
        GetLead.self,
        GetOpportunity.self,
        GetPipeline.self,
        GetPlan.self,
        GetPortfolio.self,
        GetRelationshipMap.self,
        GetTimeline.self,
        GrantAccess.self,
        ImportRows.self,
        IssueCalendarFeed.self,
        ListAssignments.self,
        ListCalendarFeeds.self,
        ListChurns.self,
        ListClientFeeds.self,
        ListClients.self,
        ListConcerns.self,
        ListConsents.self,
        ListContacts.self,
        ListContracts.self,
        ListDeliveries.self,
        ListDuplicates.self,
        ListFields.self,
        ListGrants.self,
        ListGroups.self,
        ListHandovers.self,
        ListImportRejects.self,
        ListImports.self,
        ListLeads.self,
        ListNeeds.self,
        ListOpportunities.self,
        ListPlans.self,
        ListPlaybooks.self,
        ListProducts.self,
        ListReasons.self,
        ListRenewals.self,
        ListReportingLines.self,
        ListRisks.self,
        ListSeverities.self,
        ListStages.self,
        ListTasks.self,
        ListTeamRoles.self,
        ListTiers.self,
        ListWebhooks.self,
        LogActivity.self,
        MergeClients.self,
        MoveConcern.self,
        MoveOpportunity.self,
        OpenConcern.self,
        PauseWebhook.self,
        ReadClientFeed.self,
        ReassignPortfolio.self,
        RecordChurn.self,
        RecordConsent.self,
        RecordFeedback.self,
        RecordNeed.self,
        RecordReview.self,
        Relate.self,
        RenewContract.self,
        ReplayWebhook.self,
        RequestConcession.self,
        ResumeWebhook.self,
        ReturnHandover.self,
        RevokeAccess.self,
        RevokeCalendarFeed.self,
        RotateWebhookSecret.self,
        SearchClients.self,
        SetContractFields.self,
        SetParent.self,
        SetReportingLine.self,
        StartHandover.self,
        StartImport.self,
        StartPlaybook.self,
        UnmergeClients.self,
        UpdateClient.self,
        UpdateContract.self,
        UpdateHandover.self,
        UpdateLead.self,
        UpdateOpportunity.self,
        UpdateWebhook.self,
        UpsertClients.self,
        UpsertContact.self,
        UpsertGroup.self,
        UpsertPlanItem.self,
        UpsertProducts.self,
        UpsertTask.self,
    ]
    package static let migrations = Bundle.module.bundlePath + "/Migrations"

    package static var configurationKeys: [ConfigurationKey] { WebhookSetUp.configurationKeys }

    package static func makeContext(_ environment: ServiceEnvironment) async throws -> ClientsContext {
        ClientsContext(
            database: environment.database, clock: environment.clock, commands: environment.commands,
            feeds: try FeedWaiter(channel: FeedStore.channel, of: environment.database),
            webhooks: try WebhookSetUp(environment))
    }

    package static func secretFolders(_ context: ClientsContext, _: ServiceEnvironment) -> [SecretFolder] {
        [
            SecretFolder(CalendarSecret.folder) { name in
                try await AgendaCalendar.document(at: name, in: context)
            }
        ]
    }

    package static func backgroundWork(
        _ context: ClientsContext, _ environment: ServiceEnvironment
    ) -> [BackgroundWork] {
        // Without a key file nothing can be signed: replicas that have one deliver.
        let deliveries =
            context.webhooks.canSign
            ? [
                BackgroundWork("deliver webhooks") {
                    try await WebhookWorker(context: context, log: environment.log).run()
                }
            ] : []
        return deliveries + [
            BackgroundWork("wake readers of feeds") { await context.feeds.run() },
            .every(.seconds(3600), "deliveries of webhooks", log: environment.log) {
                try await WebhookWorker(context: context, log: environment.log).forget()
            },
            .every(.seconds(3600), "tacit renewals and departures", log: environment.log) {
                try await TacitRenewals.recordAll(in: context)
                try await Departures.settleAll(in: context)
            },
            .every(.seconds(3600), "purge of old imports", log: environment.log) {
                try await ImportRunStore.purge(context.database)
            },
            .every(.seconds(3600), "purge of calendar feeds", log: environment.log) {
                try await CalendarFeedStore.purge(at: context.clock.now(), context.database)
            },
        ]
    }
}
