// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ActivateContract: Handler {
    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try SigningRules.requireAllowed(signing, today: context.clock.now().day)
        if let handover { try HandoverRules.requireAllowed(handover) }
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let draft = try await ContractStore.contract(contract, ifVersion: ifVersion, in: write)
            guard draft.state == .draft else { throw ContractStateRefused(state: draft.state) }
            let contacts = (handover?.contacts ?? []) + [signing.theirs.contact].compactMap { $0 }
            try await HandoverStore.requireContacts(contacts, in: write)
            let client = try await ClientStore.client(draft.client, in: write)
            let roles = try await TeamRoleStore.roles(in: write)
            let team = try await covered(client, as: roles.executiveRole, in: write)
            let opened = try await open(for: client, of: team, among: roles, in: write)
            let signed = draft.signed(signing, at: write.now)
            let versions = [signed] + signed.tacitRenewals(before: write.now.day, at: write.now)
            try await ContractStore.put(versions, in: write)
            let becomes: Lifecycle? = client.lifecycle == .customer ? nil : .customer
            let changes = try await TeamStore.put([team], entering: becomes, in: write)
            try await write.publish(
                changes, try versions.map { try .contract($0) } + (opened.map { [try .handover($0)] } ?? []))
            return Response(
                contract: versions[versions.count - 1], client: try await write.client(client.id),
                handover: opened, assignmentChanges: team.changes)
        }
    }

    /// The client's team with a primary manager on each day from which on he must have one.
    private func covered(
        _ client: Client, as role: AssignmentRole, in write: ClientWrite
    ) async throws -> Team {
        var team = try await TeamStore.team(of: client, entering: .customer, in: write)
        let first = client.lifecycle == .customer ? write.now.day : min(signing.signedOn, write.now.day)
        try team.cover(from: first, by: executive, as: role, at: write.now)
        return team
    }

    /// The handover that the signing opens, if any.
    private func open(
        for client: Client, of team: Team, among roles: TeamRoleSet, in write: ClientWrite
    ) async throws -> Handover? {
        guard let handover else {
            guard client.lifecycle == .customer else { throw HandoverMissing() }
            return nil
        }
        try await HandoverStore.requireNone(of: client.id, in: write)
        guard let outgoing = team.primary(on: write.now.day) else {
            throw PrimaryMissing(client: client.id, from: write.now.day)
        }
        let opened = Handover(
            handover, as: try roles.role(of: handover), of: client.id, by: contract, from: outgoing.user,
            openedOn: signing.signedOn, at: write.now)
        try await HandoverStore.put(opened, in: write)
        return opened
    }
}
