// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import ServiceKit
import TestKit

/// The service on a day, whose clock the test sets further. It goes on by a millisecond with each reading, so that what
/// is made later has a later id.
func withClients<Answer>(
    on day: CalendarDate, _ body: (ClientsUnderTest, TestClock) async throws -> Answer
) async throws -> Answer {
    let time = TestClock()
    try time.set(to: day)
    var surroundings = TestSurroundings()
    surroundings.clock = time.ticking
    return try await withClients(in: surroundings) { try await body($0, time) }
}

extension TestClock {
    var ticking: Clock {
        Clock {
            self.set(Instant(microseconds: self.now.microseconds + 1000))
            return self.now
        }
    }

    /// Nine in the morning, in UTC.
    func set(to day: CalendarDate) throws {
        set(try Instant(validating: day.text + "T09:00:00Z"))
    }
}

extension HandoverBrief {
    static func of(
        _ commitments: String..., needs: [String] = [], people: [ContactID] = [], overdue: Int64? = nil
    ) throws -> HandoverBrief {
        try HandoverBrief(
            commitments: List(validating: commitments.map { try Text(validating: $0) }),
            people: List(validating: people.map { HandoverPerson(contact: $0) }),
            needs: List(validating: needs.map { try Text(validating: $0) }),
            money: overdue.map { HandoverMoney(overdue: .eur($0)) })
    }
}

extension NewHandover {
    static func to(_ user: UserID, as role: AssignmentRole? = nil, _ brief: HandoverBrief? = nil) throws -> NewHandover
    {
        NewHandover(incoming: user, role: role, brief: try brief ?? .of("Migration by March"))
    }
}

extension Signing {
    static func on(_ day: CalendarDate, by contact: ContactID? = nil) throws -> Signing {
        try Signing(
            signedOn: day, ours: Signatory(name: Text(validating: "Grace Hopper"), user: .ann),
            theirs: Signatory(name: Text(validating: "สมชาย ใจดี"), role: Text(validating: "CEO"), contact: contact),
            document: SignedDocument(
                address: Text(validating: "https://documents.example/contract.pdf"), sha256: .example))
    }
}

extension ActivateContract {
    static func of(
        _ contract: Contract, key: IdempotencyKey? = nil, signedOn: CalendarDate, by contact: ContactID? = nil,
        executive: UserID? = nil, _ handover: NewHandover? = nil
    ) throws -> ActivateContract {
        try ActivateContract(
            idempotencyKey: key ?? .fresh(), contract: contract.id, ifVersion: contract.version,
            signing: .on(signedOn, by: contact), executive: executive, handover: handover)
    }
}

extension CompleteHandover {
    static func of(
        _ handover: Handover, from day: CalendarDate, share: Int64? = nil, outgoingStaysUntil: CalendarDate? = nil
    ) throws -> CompleteHandover {
        try CompleteHandover(
            idempotencyKey: .fresh(), handover: handover.id, ifVersion: handover.version, effectiveOn: day,
            share: share.map { SharePercent(unchecked: $0) }, outgoingStaysUntil: outgoingStaysUntil)
    }
}

extension ReturnHandover {
    static func of(_ handover: Handover, _ missing: String...) throws -> ReturnHandover {
        try ReturnHandover(
            idempotencyKey: .fresh(), handover: handover.id, ifVersion: handover.version,
            missing: List(validating: missing.map { try Text(validating: $0) }))
    }
}

extension UpdateHandover {
    static func of(_ handover: Handover, to incoming: UserID? = nil, _ brief: HandoverBrief) throws -> UpdateHandover {
        try UpdateHandover(
            idempotencyKey: .fresh(), handover: handover.id, ifVersion: handover.version,
            incoming: incoming ?? handover.incoming, role: handover.role, brief: brief)
    }
}

extension ClientsUnderTest {
    /// A signed contract with a new client, whom Ann has won and Bob is to look after.
    func won(
        _ name: String = "Acme", signedOn day: CalendarDate = "2026-01-15", _ terms: ContractTerms? = nil,
        _ lines: [ContractLine]? = nil
    ) async throws -> (client: Client, contract: Contract, handover: Handover) {
        let client = try await create(name)
        let draft = try await draft(with: client, terms, lines)
        let signed = try await call(ActivateContract.of(draft, signedOn: day, executive: .ann, .to(.bob)))
        guard let handover = signed.handover else { throw HandoverMissing() }
        return (signed.client, signed.contract, handover)
    }

    func handovers(
        _ filter: HandoverFilter? = nil, limit: Int64 = 1000, cursor: PageCursor? = nil
    ) async throws -> Page<Handover> {
        try await call(ListHandovers(filter: filter, limit: PageLimit(unchecked: limit), cursor: cursor))
    }
}
