// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

/// Clients with records of every kind, each of whose texts says whose it is.
struct ReadingWorld {
    struct Planted {
        let client: Client
        /// In the texts of its records; no part of another one.
        let mark: String
        /// In what it and its twin are called.
        let alias: String
        /// Whom everybody sees, and who is like the client.
        let twin: Client
        let contact: Contact
        let concern: Concern
        let opportunity: Opportunity
        let contract: Contract
        let handover: Handover
        let plan: Plan
        let lead: Lead
        let task: ClientTask
    }

    /// What is about no client.
    struct Free {
        let mark: String
        /// Nobody's is seen by all who read such records.
        let owner: UserID?
        let lead: Lead?
    }

    static let size = 5

    let organisation: MadeUpOrganisation
    /// Who sees all clients.
    let service: ClientsUnderTest
    let holding: Client
    private(set) var planted: [Planted] = []
    private(set) var free: [Free] = []
    /// Of the one who sees all clients, and nobody else's.
    let run: ImportRun

    init(_ clients: ClientsUnderTest, _ random: inout SeededNumbers) async throws {
        service = clients.as(
            Caller(
                subject: .user(.number(60)), organisation: .first, permissions: PermissionSet(Permission.allCases)))
        organisation = try await MadeUpOrganisation(service, &random)
        holding = try await service.create("Holding")
        for user in VisibilityModel.users { try await service.grant(holding, to: AccessHolder(user: user)) }
        let file = try await service.startImport(.of(.clients, "externalId", "name"))
        _ = try await service.send(file, [["of nobody"]], isLast: true)
        run = file
        _ = try await service.call(IssueCalendarFeed(label: Text(validating: "mkfeedz")))
        for number in 0..<Self.size { planted.append(try await plant(number)) }
        for (number, owner) in ([nil] + VisibilityModel.users.map(Optional.some)).enumerated() {
            let mark = "mkfree\(number)z"
            let lead = try await service.lead("Lead \(mark)", owner: owner)
            free.append(Free(mark: mark, owner: owner, lead: lead))
            guard let owner else { continue }
            try await service.task("Task mktask\(number)z", due: "2026-01-16", owner: owner)
            free.append(Free(mark: "mktask\(number)z", owner: owner, lead: nil))
        }
    }

    private func plant(_ number: Int) async throws -> Planted {
        let (mark, alias) = ("mk\(number)z", ["falcon", "harbour", "meridian", "orchid", "quarry"][number])
        let details = try NewClientDetails.of(
            domain: "\(alias).example", taxID: "GB 12345678\(number)", phone: "+44 20 7946 010\(number)")
        let bare = try await present(organisation.clients[number])
        var client = try await service.call(
            UpdateClient(
                idempotencyKey: .fresh(), client: bare.id, ifVersion: bare.version,
                name: Text(validating: "Company \(alias)"), lifecycle: .prospect, details: details)
        ).client
        let twin = try await service.create("Company \(alias) Ltd", with: details)
        for user in VisibilityModel.users { try await service.grant(twin, to: AccessHolder(user: user)) }
        try await service.grant(client, to: AccessHolder(user: .number(61)))
        try await service.setParent(of: client, to: holding, from: "2026-01-01")

        let contact = try await service.contact("Person \(mark)", at: [client.id])
        try await service.relate(contact.id, at: client.id, from: "2026-01-01", as: .champion)
        _ = try await service.call(
            RecordConsent(
                idempotencyKey: .fresh(), contact: contact.id, purpose: ConsentPurpose(validating: "newsletter"),
                basis: .consent, decision: .granted, evidence: Text(validating: "Form \(mark)")))
        let concern = try await service.open("Concern \(mark)", about: client)
        try await service.flag("Risk \(mark)", about: client)
        let opportunity = try await service.opportunity(
            "Deal \(mark)", with: client.id, amount: .of("\(1 << number).00"))
        _ = try await service.call(LogActivity.of("Call \(mark)", with: client, contacts: [contact.id]))
        let plan = try await service.plan("Plan \(mark)", for: client)
        try await service.item("Goal \(mark)", .goal, in: plan)
        try await service.need("Need \(mark)", of: client)
        let task = try await service.task(
            "Task \(mark)", due: "2026-01-16", client: client.id, owner: VisibilityModel.users[number])
        let found = try await service.setStatus(.working, of: service.lead("Lead \(mark)"))
        let lead = try await service.convert(found, client: client.id, evenIfDuplicates: true).lead

        let signed = try await service.call(
            ActivateContract.of(
                service.draft(with: client, reference: "Contract \(mark)"), signedOn: "2026-01-15",
                executive: .number(51), .to(.number(52), .of("Promise \(mark)"))))
        client = try await present(client)
        let lost = try await service.further(with: client, [.of("Line \(mark)", 100_00)])
        try await service.lose(present(client), lost, on: "2026-12-31", reason: "price")
        guard let handover = signed.handover else { throw UnexpectedAnswer(what: "no handover") }
        return Planted(
            client: client, mark: mark, alias: alias, twin: twin, contact: contact, concern: concern,
            opportunity: opportunity,
            contract: signed.contract, handover: handover, plan: plan, lead: lead, task: task)
    }

    private func present(_ client: Client) async throws -> Client {
        try await service.call(GetClient(client: client.id)).client
    }
}
