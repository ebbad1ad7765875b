// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import ServiceKit
import TestKit
import Testing

/// How each reading method is asked for all that it has to say about the clients of a world.
struct Reading {
    let name: String
    /// What was answered, as JSON; beside it the mark of each client for whom an answer was given.
    let read: (ClientsUnderTest, ReadingWorld) async throws -> String

    /// By what is in the answer.
    static func of<M: RPCMethod>(_ make: @escaping (ReadingWorld) throws -> M) -> Reading {
        Reading(name: M.name) { viewer, world in try await text(viewer.call(make(world))) }
    }

    /// One call for each client: whose is found is told.
    static func each<M: RPCMethod>(_ make: @escaping (ReadingWorld.Planted) throws -> M) -> Reading {
        Reading(name: M.name) { viewer, world in
            var answers = ""
            for planted in world.planted {
                guard let answer = try await found({ try await text(viewer.call(make(planted))) }) else { continue }
                answers += "\(planted.mark) \(answer)\n"
            }
            return answers
        }
    }

    static func text(_ answer: some Encodable) throws -> String {
        String(decoding: try StoredRecord.encode(answer), as: UTF8.self)
    }

    /// Nil when the record is answered to be none.
    static func found<Answer>(_ body: () async throws -> Answer) async throws -> Answer? {
        do {
            return try await body()
        } catch let error as any DomainError {
            guard type(of: error).reason.hasSuffix("_not_found") else { throw error }
            return nil
        }
    }
}

extension Reading {
    private static let all = PageLimit(unchecked: 1000)

    /// What each shows is that of clients whom the caller sees, and nobody else's.
    static var ofClients: [Reading] {
        [
            each { DraftReview(client: $0.client.id, from: "2026-01-01", to: "2026-12-31") },
            each { ExportVCards(client: $0.client.id) },
            each { FindDuplicates(client: $0.client.id) },
            each { GetClient(client: $0.client.id) },
            each { GetClient(client: $0.client.id, asOf: "2026-01-15") },
            each { GetConcern(concern: $0.concern.id) },
            each { GetContact(contact: $0.contact.id) },
            each { GetContract(contract: $0.contract.id) },
            each { GetHandover(handover: $0.handover.id) },
            each { GetHierarchy(client: $0.client.id) },
            each { GetHistory(filter: HistoryFilter(client: $0.client.id), limit: all) },
            each { GetOpportunity(opportunity: $0.opportunity.id) },
            each { GetPlan(plan: $0.plan.id) },
            each { GetRelationshipMap(client: $0.client.id) },
            each { GetTimeline(filter: TimelineFilter(client: $0.client.id), limit: all) },
            of { _ in ListChurns(limit: all) },
            of { _ in ListClients(limit: all) },
            of { _ in ListConcerns(limit: all) },
            of { _ in ListContacts(limit: all) },
            of { _ in ListContracts(limit: all) },
            of { _ in ListDuplicates(limit: all) },
            of { _ in ListGrants(limit: all) },
            of { _ in ListHandovers(limit: all) },
            of { _ in ListNeeds(limit: all) },
            of { _ in ListOpportunities(limit: all) },
            of { _ in ListPlans(limit: all) },
            of { _ in ListRenewals(limit: all) },
            of { _ in ListRisks(limit: all) },
            of { GetHierarchy(client: $0.holding.id) },
        ]
            + ExportKind.allCases.filter { $0 != .leads }.map { kind in
                of { _ in ExportRows(kind: kind, format: .jsonLines) }
            }
            + [assignments, consents, duplicatesOfTwins, portfolios, pipeline, searches]
    }

    /// Records that may be about no client are theirs who answer for them, and of those above them.
    static var ofOwners: [Reading] {
        [
            agendas,
            of { _ in ExportRows(kind: .leads, format: .jsonLines) },
            Reading(name: GetLead.name) { viewer, world in
                var answers = ""
                for lead in world.free.compactMap(\.lead) + world.planted.map(\.lead) {
                    let answer = try await found { try await text(viewer.call(GetLead(lead: lead.id))) }
                    answers += answer ?? ""
                }
                return answers
            },
            of { _ in ListLeads(limit: all) },
            of { _ in ListTasks(limit: all) },
            of { _ in ReadClientFeed(after: .start, limit: all) },
        ]
    }

    /// What one user made for himself.
    static var ofOneself: [Reading] {
        [
            of { _ in ListCalendarFeeds() },
            of { _ in ListImports(limit: all) },
            Reading(name: GetImport.name) { viewer, world in
                try await found { try await text(viewer.call(GetImport(run: world.run.id))) } ?? ""
            },
            Reading(name: ListImportRejects.name) { viewer, world in
                let filter = ImportRejectFilter(run: world.run.id)
                return try await found { try await text(viewer.call(ListImportRejects(filter: filter))) } ?? ""
            },
        ]
    }

    /// Methods that show no client, and why.
    static let ofNoClient: [String: String] = [
        ExportSubject.name: "shows a person to who answers for personal data, wherever he is",
        ListClientFeeds.name: "is for services, which see all organisations",
        ListDeliveries.name: "says how addresses answered, not what they were sent",
        ListFields.name: "is a setting of the organisation",
        ListGroups.name: "is about users",
        ListPlaybooks.name: "is a setting of the organisation",
        ListProducts.name: "is a setting of the organisation",
        ListReasons.name: "is a setting of the organisation",
        ListReportingLines.name: "is about users",
        ListSeverities.name: "is a setting of the organisation",
        ListStages.name: "is a setting of the organisation",
        ListTeamRoles.name: "is a setting of the organisation",
        ListTiers.name: "is a setting of the organisation",
        ListWebhooks.name: "is a setting of the organisation",
    ]

    private static var assignments: Reading {
        Reading(name: ListAssignments.name) { viewer, world in
            var answers = ""
            for planted in world.planted {
                let filter = AssignmentFilter(client: planted.client.id)
                answers += try await text(viewer.call(ListAssignments(filter: filter, limit: all)))
            }
            return answers
        }
    }

    private static var consents: Reading {
        Reading(name: ListConsents.name) { viewer, world in
            var answers = ""
            for planted in world.planted {
                let filter = ConsentFilter(contact: planted.contact.id)
                answers += try await text(viewer.call(ListConsents(filter: filter, limit: all)))
            }
            return answers
        }
    }

    private static var duplicatesOfTwins: Reading {
        Reading(name: FindDuplicates.name) { viewer, world in
            var answers = ""
            for planted in world.planted {
                for match in try await viewer.call(FindDuplicates(client: planted.twin.id)).items
                where match.client.id == planted.client.id {
                    answers += planted.mark
                }
            }
            return answers
        }
    }

    private static var portfolios: Reading {
        Reading(name: GetPortfolio.name) { viewer, _ in
            var answers = ""
            for user in VisibilityModel.users + [.number(51), .number(52)] {
                answers += try await text(viewer.call(GetPortfolio(user: user, asOf: "2026-01-15", limit: all)))
            }
            return answers
        }
    }

    /// Each opportunity is worth another power of two.
    private static var pipeline: Reading {
        Reading(name: GetPipeline.name) { viewer, world in
            let sums = try await viewer.call(GetPipeline()).rows.map(\.amount.amount)
            let total = try sums.reduce(0) { $0 + (try #require(Int($1.split(separator: ".")[0]))) }
            return world.planted.enumerated().filter { total & (1 << $0.offset) != 0 }.map(\.element.mark)
                .joined(separator: " ")
        }
    }

    private static var searches: Reading {
        Reading(name: SearchClients.name) { viewer, world in
            var answers = ""
            for planted in world.planted {
                for term in [planted.alias, "\(planted.alias).example", "Company"] {
                    answers += try await Reading.text(viewer.search(term, limit: 100))
                }
            }
            return answers
        }
    }

    private static var agendas: Reading {
        Reading(name: GetAgenda.name) { viewer, _ in
            var answers = ""
            for user in VisibilityModel.users {
                answers += try await text(viewer.call(GetAgenda(user: user, limit: all)))
            }
            return answers
        }
    }
}
