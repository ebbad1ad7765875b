// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit

/// A client with a record of every kind, each changed where it can be. A person is at the client, was a lead, and is
/// named in every text that people write about it.
struct MarkedWorld {
    let name: String
    let clients: ClientsUnderTest
    var client: Client
    var person: Contact
    var lead: Lead
    var contract: Contract

    static let address = "zenobia.quill@example.com"
    static let phone = "+44 20 7946 0199"

    /// The same text with the name of the person in it.
    func text<let low: Int, let high: Int>(_ text: String) throws -> Text<low, high> {
        try Text(validating: "\(text) \(name)")
    }

    func long<let high: Int>(_ text: String) throws -> LongText<high> {
        try LongText(validating: "\(text) \(name), \(MarkedWorld.address)")
    }
}

extension ClientsUnderTest {
    /// On 15 January 2026.
    func markedWorld(_ name: String = "Zenobia Quill") async throws -> MarkedWorld {
        try await configure()
        var client = try await create("Acme")
        try await assign(.ann, to: client, isPrimary: true, from: "2026-01-01")
        client = try await call(GetClient(client: client.id)).client
        client = try await call(
            UpdateClient(
                idempotencyKey: .fresh(), client: client.id, ifVersion: client.version,
                tier: Text(validating: "A"), segment: Text(validating: "Retail"))
        ).client
        let first = try await call(
            CreateLead(
                idempotencyKey: .fresh(), company: Text(validating: "Umbrella"), person: Text(validating: name),
                position: Text(validating: "Buyer of \(name)"),
                channels: List(validating: [.email(MarkedWorld.address), .phone(MarkedWorld.phone)]),
                need: LongText(validating: "\(name) needs a roof"))
        ).lead
        let lead = try await setStatus(.working, of: first)
        let converted = try await convert(lead, client: client.id, evenIfDuplicates: true)
        guard let contact = converted.contact else { throw ContactNotFound() }
        let made = try await call(GetContact(contact: contact)).contact
        let person = try await call(
            UpsertContact.of(
                name, at: [client.id], replacing: made,
                channels: [.email(MarkedWorld.address), .phone(MarkedWorld.phone)])
        ).contact
        let draft = try await draft(with: client)
        var world = MarkedWorld(
            name: name, clients: self, client: client, person: person, lead: converted.lead, contract: draft)
        try await world.fillPeople()
        try await world.fillConcerns()
        try await world.fillSales()
        try await world.fillWork()
        try await world.fillPlans()
        try await world.fillContracts()
        return world
    }

    /// What an organisation has one of, each defined twice.
    private func configure() async throws {
        for _ in 0..<2 {
            let severities = try await call(ListSeverities()).severities
            _ = try await call(
                DefineSeverities(
                    idempotencyKey: .fresh(), ifVersion: severities.version,
                    severities: List(validating: Array(severities.severities.reversed()))))
            let tiers = try await call(ListTiers()).tiers
            _ = try await call(
                DefineTiers(
                    idempotencyKey: .fresh(), ifVersion: tiers.version,
                    tiers: List(validating: Array(tiers.tiers.reversed()))))
            let roles = try await call(ListTeamRoles()).roles
            try await define(roles: roles.roles.reversed().map(NewTeamRole.init))
            let stages = try await stages()
            _ = try await call(
                DefineStages(
                    idempotencyKey: .fresh(), ifVersion: stages.version,
                    stages: List(validating: [stages.stages[1], stages.stages[0]] + stages.stages.dropFirst(2))))
        }
        _ = try await define(.loss, [.of("lost", "Lost")])
        _ = try await define(.loss, ifVersion: 2, [.of("lost", "Lost"), .of("gone", "Gone")])
        try await upsertProducts(.of("A-1", name: "Roof"))
        try await upsertProducts(.of("A-1", name: "Flat roof", ifVersion: .one))
        let group = try await group("North", [.always(.ann)])
        try await self.group("South", [.always(.ann), .always(.bob)], replacing: group)
        try await define(.client, [.of("seats", .integer)])
        try await define(.contact, [.of("nickname", .text)])
        try await report(.bob, to: .ann)
        try await report(.bob, to: .cleo, from: "2026-02-01")
    }
}

extension MarkedWorld {
    fileprivate func fillPeople() async throws {
        let other = try await clients.contact("Ada", at: [client.id])
        let related = try await clients.relate(
            person.id, at: client.id, from: "2026-01-01", as: .champion, reportsTo: other.id)
        _ = try await clients.call(
            Relate(
                idempotencyKey: .fresh(), client: client.id, contact: person.id, ifVersion: related.version,
                from: "2026-01-10", role: .blocker, influence: .high, sentiment: .negative))
        _ = try await clients.call(
            RecordConsent(
                idempotencyKey: .fresh(), contact: person.id, purpose: ConsentPurpose(validating: "newsletter"),
                basis: .consent, decision: .granted, evidence: text("Form signed by")))
        let parent = try await clients.create("Holding")
        let placed = try await clients.call(
            SetParent(idempotencyKey: .fresh(), client: client.id, parent: parent.id, from: "2026-01-01")
        ).parentage
        _ = try await clients.call(
            SetParent(
                idempotencyKey: .fresh(), client: client.id, ifVersion: placed.version, from: "2026-03-01"))
        try await clients.revoke(clients.grant(client, to: AccessHolder(user: .cleo)))
    }

    fileprivate func fillConcerns() async throws {
        let concern = try await clients.call(
            OpenConcern(
                idempotencyKey: .fresh(), client: client.id, contact: person.id, kind: .complaint,
                severity: SeverityCode(validating: "high"), subject: text("Complaint of"), detail: long("Says"))
        ).concern
        try await clients.move(concern, to: .acknowledged, note: "Called \(name)")
        let risk = try await clients.call(FlagRisk.of("Leaving with \(name)", about: client, concern: concern.id)).risk
        let again = try await clients.call(
            FlagRisk.of("Left with \(name)", about: client, replacing: risk, level: .low)
        ).risk
        _ = try await clients.call(
            CloseRisk(
                idempotencyKey: .fresh(), risk: again.id, ifVersion: again.version, outcome: .averted,
                note: long("Met")))
    }

    fileprivate func fillSales() async throws {
        let opportunity = try await clients.call(
            CreateOpportunity(
                idempotencyKey: .fresh(), client: client.id, kind: .upsell, name: text("Roof for"),
                amount: .of("100.00"), contact: person.id, valueStatement: long("Asked by"))
        ).opportunity
        let updated = try await clients.call(
            UpdateOpportunity(
                idempotencyKey: .fresh(), opportunity: opportunity.id, ifVersion: opportunity.version,
                nextStep: text("Call"))
        ).opportunity
        _ = try await clients.call(
            RequestConcession(
                idempotencyKey: .fresh(), opportunity: updated.id, ifVersion: updated.version, kind: .discount,
                description: text("For")))
    }

    fileprivate func fillWork() async throws {
        _ = try await clients.call(
            LogActivity(
                idempotencyKey: .fresh(), client: client.id, contacts: List(validating: [person.id]), kind: .call,
                direction: .outbound, isTwoWay: true, user: .ann, subject: text("Spoke with"), notes: long("Told"),
                nextStep: NextStep(title: text("Write to"), dueOn: "2026-01-20")))
        let task = try await clients.call(
            UpsertTask(
                idempotencyKey: .fresh(), client: client.id, title: text("Visit"), detail: long("At"), owner: .ann,
                dueOn: "2026-02-01", contact: person.id)
        ).task
        let moved = try await clients.call(
            UpsertTask.of("Visit \(name) again", due: "2026-02-02", replacing: task, client: client.id)
        ).task
        _ = try await clients.call(
            CompleteTask(
                idempotencyKey: .fresh(), task: moved.id, ifVersion: moved.version, note: long("Met")))
        try await clients.task("Buy flowers for \(name)", due: "2026-02-01")
        let playbook = try await clients.playbook("Welcome", [.on(0, "Call")])
        let changed = try await clients.call(DefinePlaybook.of("Welcome", [.on(1, "Visit")], replacing: playbook))
            .playbook
        _ = try await clients.start(changed, with: client, on: "2026-02-01")
    }

    fileprivate func fillPlans() async throws {
        let plan = try await clients.plan("With \(name)", for: client)
        let item = try await clients.call(
            UpsertPlanItem.of("Win \(name)", .goal, in: plan, contact: person.id)
        ).item
        _ = try await clients.call(UpsertPlanItem.of("Keep \(name)", .goal, in: plan, replacing: item))
        _ = try await clients.call(
            RecordReview(
                idempotencyKey: .fresh(), client: client.id, heldOn: "2026-01-14",
                contacts: List(validating: [person.id]), valueDelivered: long("For"),
                decisions: List(validating: [text("Ask")])))
        _ = try await clients.call(
            RecordFeedback(
                idempotencyKey: .fresh(), client: client.id, contact: person.id, kind: .nps,
                score: FeedbackScore(validating: 3), comment: long("Says")))
        let need = try await clients.call(
            RecordNeed.of("A roof for \(name)", of: client, contact: person.id)
        ).need
        _ = try await clients.call(RecordNeed.of("Two roofs for \(name)", of: client, replacing: need))
    }

    /// Signed by the person; handed over, returned, and lost on a later day.
    fileprivate mutating func fillContracts() async throws {
        let signing = try Signing(
            signedOn: "2026-01-15", ours: Signatory(name: Text(validating: "Grace Hopper"), user: .ann),
            theirs: Signatory(name: Text(validating: name), role: Text(validating: "CEO"), contact: person.id),
            document: SignedDocument(
                address: Text(validating: "https://documents.example/contract.pdf"), sha256: .example))
        let brief = try HandoverBrief(
            commitments: List(validating: [text("Promised to")]),
            people: List(validating: [HandoverPerson(contact: person.id, note: text("Ask"))]), note: long("Knows"))
        let signed = try await clients.call(
            ActivateContract(
                idempotencyKey: .fresh(), contract: contract.id, ifVersion: contract.version, signing: signing,
                handover: NewHandover(incoming: .bob, brief: brief)))
        guard let handover = signed.handover else { throw HandoverMissing() }
        _ = try await clients.call(ReturnHandover.of(handover, "Number of \(name)"))
        contract = try await clients.call(
            AmendContract(
                idempotencyKey: .fresh(), contract: contract.id, ifVersion: signed.contract.version,
                effectiveOn: "2026-02-01", lines: List(validating: [.of("Support", 200_00)]), note: long("Asked by"))
        ).contract
        client = try await clients.call(
            RecordChurn(
                idempotencyKey: .fresh(), client: client.id, ifVersion: signed.client.version, lostOn: "2026-06-01",
                reason: ReasonCode(validating: "price"), isPreventable: true, note: long("Said"))
        ).client
    }
}
