// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

extension Handover {
    /// Returns that a record keeps; earlier ones stand in its earlier versions.
    private static let returnLimit = 50

    init(
        _ new: NewHandover, as role: AssignmentRole, of client: ClientID, by contract: ContractID? = nil,
        from outgoing: UserID, openedOn: CalendarDate, at now: Instant
    ) {
        self.init(
            id: .new(at: now), client: client, contract: contract, version: Version(unchecked: 1), state: .open,
            outgoing: outgoing, incoming: new.incoming, role: role, brief: new.brief,
            returns: [], openedOn: openedOn, createdAt: now, updatedAt: now)
    }

    func updated(to new: NewHandover, as role: AssignmentRole, at now: Instant) -> Handover {
        next(.open, incoming: new.incoming, role: role, brief: new.brief, at: now)
    }

    func returned(missing: [Text<1, 1000>], at now: Instant) -> Handover {
        let all = returns + [HandoverReturn(missing: missing, returnedAt: now)]
        return next(.returned, returns: Array(all.suffix(Self.returnLimit)), at: now)
    }

    func completed(
        effectiveOn: CalendarDate, outgoingStaysUntil: CalendarDate?, at now: Instant
    ) -> Handover {
        next(.completed, effectiveOn: effectiveOn, outgoingStaysUntil: outgoingStaysUntil, at: now)
    }

    func cancelled(at now: Instant) -> Handover {
        next(.cancelled, at: now)
    }

    /// Compared by the bytes that are kept, versions and times apart.
    func saysSame(as other: Handover) throws -> Bool {
        let same = next(state, at: other.updatedAt)
        return try StoredRecord.encode(same) == StoredRecord.encode(other)
    }

    private func next(
        _ state: HandoverState, incoming: UserID? = nil, role: AssignmentRole? = nil, brief: HandoverBrief? = nil,
        returns: [HandoverReturn]? = nil, effectiveOn: CalendarDate? = nil, outgoingStaysUntil: CalendarDate? = nil,
        at now: Instant
    ) -> Handover {
        Handover(
            id: id, client: client, contract: contract, version: version.next, state: state, outgoing: outgoing,
            incoming: incoming ?? self.incoming, role: role ?? self.role, brief: brief ?? self.brief,
            returns: returns ?? self.returns, openedOn: openedOn, effectiveOn: effectiveOn,
            outgoingStaysUntil: outgoingStaysUntil, createdAt: createdAt, updatedAt: now)
    }
}
