// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension AssignRoles: Handler {
    package func handle(as caller: Caller, in context: IdentityContext) async throws -> Response {
        let subject = try self.subject()
        if subject.serviceAccount != nil, !caller.permissions.contains(.manageServiceAccounts) {
            throw RPCFailure(.permissionDenied)
        }
        return try await context.commands.once(self, by: caller) { tx in
            let now = context.clock.now()
            try await OrganisationStore.lock(caller.organisation, in: tx)
            let version = try await currentVersion(of: subject, for: caller, in: tx)
            guard version == ifVersion else { throw VersionConflict(currentVersion: version) }
            let held = Set(try await RoleStore.roles(of: subject, in: caller.organisation, at: now, tx))
            let (added, removed) = (Set(roles).subtracting(held).sorted(), held.subtracting(roles).sorted())
            try RoleRules.requireKnown(added)
            try RoleRules.requireHeld(
                RoleRules.permissions(of: added),
                by: try await RoleStore.authority(of: caller, at: now, tx))
            try await requireAdministrator(without: removed, at: now, for: caller, in: tx)
            try await RoleStore.end(removed, of: subject, in: caller.organisation, at: now, tx)
            try await RoleStore.grant(added, to: subject, in: caller.organisation, by: caller.subject, at: now, tx)
            let newVersion = try await advance(subject, for: caller, in: tx)
            let detail = "added: \(added.listed), removed: \(removed.listed)"
            try await SecurityEventStore.append(
                SecurityEvent(
                    .rolesAssigned, in: caller.organisation, by: caller.subject, on: subject, detail: detail),
                at: now, in: tx)
            return Response(version: newVersion)
        }
    }

    private func subject() throws(InvalidParams) -> Caller.Subject {
        switch (user, serviceAccount) {
        case (let user?, nil): .user(user)
        case (nil, let account?): .serviceAccount(account)
        default: throw InvalidParams(path: "$.user", rule: "must be present exactly when serviceAccount is absent")
        }
    }

    private func currentVersion(
        of subject: Caller.Subject, for caller: Caller, in tx: Transaction
    ) async throws -> Version {
        if let account = subject.serviceAccount {
            let version = try await ServiceAccountStore.lock(account, in: caller.organisation, tx)
            guard let version else { throw ServiceAccountNotFound() }
            return version
        }
        guard let user, let locked = try await UserStore.lock(user, in: caller.organisation, tx) else {
            throw UserNotFound()
        }
        return locked.version
    }

    private func requireAdministrator(
        without removed: [RoleName], at now: Instant, for caller: Caller, in tx: Transaction
    ) async throws {
        guard let user, removed.contains(RoleName(.administrator)) else { return }
        guard try await RoleStore.hasOtherAdministrator(than: user, in: caller.organisation, at: now, tx) else {
            throw LastAdministrator()
        }
    }

    private func advance(_ subject: Caller.Subject, for caller: Caller, in tx: Transaction) async throws -> Version {
        if let account = subject.serviceAccount {
            return try await ServiceAccountStore.advance(account, in: caller.organisation, tx)
        }
        guard let user else { throw UserNotFound() }
        return try await UserStore.advance(user, in: caller.organisation, tx)
    }
}
