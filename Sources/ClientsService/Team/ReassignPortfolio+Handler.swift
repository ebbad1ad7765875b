// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ReassignPortfolio: Handler {
    /// Assignments that one transaction moves, as the contract says: its answer, which is kept, stays below 1 MiB.
    private static let moveLimit = 1000

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try TeamRules.requireAllowed(self)
        return try await context.once(self, by: caller) { transaction in
            let write = try await ClientWrite.begin(by: caller, at: context.clock, in: transaction)
            let found = try await matching(in: write)
            let loads =
                try await split == .byLoad
                ? PortfolioStore.loads(of: receivers.map(\.user), on: effectiveOn, in: write) : [:]
            let (teams, moves) = try dealt(
                found, among: try await TeamStore.members(of: found.map(\.assignment.client), in: write),
                loads: loads, at: write.now)
            if dryRun != true { try await TeamStore.save(teams, in: write) }
            return Response(moves: moves, dryRun: dryRun ?? false)
        }
    }

    private func matching(in write: ClientWrite) async throws -> [PortfolioStore.Found] {
        let found = try await write.transaction.rows(
            PortfolioStore.statement(
                filter ?? PortfolioFilter(), of: user, in: write.sight, from: effectiveOn,
                limit: ReassignPortfolio.moveLimit + 1), as: PortfolioStore.Found.self)
        guard found.count <= ReassignPortfolio.moveLimit else {
            throw PortfolioTooLarge(limit: Count(ReassignPortfolio.moveLimit))
        }
        return found
    }

    /// The assignments of one client go to one receiver.
    private func dealt(
        _ found: [PortfolioStore.Found], among members: [ClientID: [Team.Member]], loads: [UserID: Int],
        at now: Instant
    ) throws -> (teams: [Team], moves: [PortfolioMove]) {
        var deal = PortfolioDeal(Array(receivers), loads: loads)
        var teams: [Team] = []
        var moves: [PortfolioMove] = []
        for group in found.chunkedByClient {
            guard let first = group.first else { continue }
            let client = first.assignment.client
            var team = Team(members[client] ?? [], of: client, lifecycle: first.lifecycle)
            let given = group.map { found in
                PortfolioMove(
                    assignment: found.assignment, receiver: user, from: max(found.assignment.from, effectiveOn))
            }
            let obstacles = receivers.map { obstacle(to: $0.user, given, in: team) }
            guard let receiver = deal.next(where: { obstacles[$0] == nil }) else {
                throw AlreadyAssigned(assignment: obstacles.compactMap(\.self)[0])
            }
            for move in given {
                try team.handOver(move.assignment.id, to: receiver, on: effectiveOn, at: now)
                moves.append(PortfolioMove(assignment: move.assignment, receiver: receiver, from: move.from))
            }
            teams.append(team)
        }
        return (teams, moves)
    }

    /// What the receiver has of the client's that he would get once more.
    private func obstacle(to receiver: UserID, _ moves: [PortfolioMove], in team: Team) -> Assignment? {
        for move in moves {
            let days = DayRange(first: move.from, last: move.assignment.to)
            if let same = TeamRules.assignment(
                of: receiver, in: move.assignment.role, on: days, among: team.assignments)
            {
                return same
            }
        }
        return nil
    }
}

extension [PortfolioStore.Found] {
    /// In their order; those of one client stand together already.
    fileprivate var chunkedByClient: [[PortfolioStore.Found]] {
        reduce(into: []) { groups, found in
            if groups.last?.last?.assignment.client == found.assignment.client {
                groups[groups.count - 1].append(found)
            } else {
                groups.append([found])
            }
        }
    }
}
