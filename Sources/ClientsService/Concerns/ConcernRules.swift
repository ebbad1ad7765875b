// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The life of a concern, without database and clock.
enum ConcernRules {
    static func requireAllowed(_ command: OpenConcern, at now: Instant) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        if command.opportunity != nil, command.contract != nil {
            violations.append(.init(path: "$.contract", rule: "must not be given beside opportunity"))
        }
        if let receivedAt = command.receivedAt, receivedAt > now {
            violations.append(.init(path: "$.receivedAt", rule: "must not be later than now"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func requireAllowed(_ command: MoveConcern) throws(InvalidParams) {
        var violations: [InvalidParams.Violation] = []
        let assignees = (command.user == nil ? 0 : 1) + (command.team == nil ? 0 : 1)
        if command.to == .assigned, assignees != 1 {
            violations.append(.init(path: "$.user", rule: "must be given, or else team, for assigned"))
        }
        if command.to != .assigned, assignees > 0 {
            violations.append(
                .init(path: command.user == nil ? "$.team" : "$.user", rule: "must be given for assigned alone"))
        }
        if command.to == .resolved || command.to == .reopened, command.note?.text.isEmpty ?? true {
            violations.append(.init(path: "$.note", rule: "must say what was done or said"))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
    }

    static func allowed(from state: ConcernState) -> [ConcernState] {
        switch state {
        case .received, .reopened: [.acknowledged]
        case .acknowledged: [.assigned, .resolved]
        case .assigned: [.assigned, .resolved]
        case .resolved: [.reopened]
        }
    }

    static func opened(
        _ id: ConcernID, by command: OpenConcern, _ severity: Severity, author: Text<1, 100>, at now: Instant
    ) -> Concern {
        let received = command.receivedAt ?? now
        let acknowledgeBy = received.adding(severity.acknowledgeWithin)
        return Concern(
            id: id, version: Version(unchecked: 1), client: command.client, opportunity: command.opportunity,
            contract: command.contract, contact: command.contact, kind: command.kind, severity: command.severity,
            isBlocking: command.isBlocking ?? false, subject: command.subject, detail: command.detail,
            state: .received, receivedAt: received, acknowledgeBy: acknowledgeBy, acknowledgedLate: false,
            assignBy: received.adding(severity.assignWithin), resolveBy: received.adding(severity.resolveWithin),
            resolvedLate: false, dueAt: acknowledgeBy,
            move: ConcernMove(to: .received, at: now, isLate: false, by: author))
    }

    /// Throws `ConcernMoveRefused`.
    static func moved(
        _ concern: Concern, by command: MoveConcern, author: Text<1, 100>, at now: Instant
    ) throws(ConcernMoveRefused) -> Concern {
        let allowed = allowed(from: concern.state)
        guard allowed.contains(command.to) else {
            throw ConcernMoveRefused(state: concern.state, allowed: allowed)
        }
        var times = ConcernTimes(concern)
        times.take(command.to, at: now)
        let isAssigned = command.to == .assigned
        return Concern(
            id: concern.id, version: concern.version.next, client: concern.client,
            opportunity: concern.opportunity, contract: concern.contract, contact: concern.contact,
            kind: concern.kind, severity: concern.severity, isBlocking: concern.isBlocking,
            subject: concern.subject, detail: concern.detail, state: command.to,
            user: isAssigned ? command.user : concern.user, team: isAssigned ? command.team : concern.team,
            receivedAt: concern.receivedAt, reopenedAt: times.reopenedAt, acknowledgeBy: times.acknowledgeBy,
            acknowledgedAt: times.acknowledgedAt, acknowledgedLate: times.acknowledgedLate, assignBy: times.assignBy,
            assignedAt: times.assignedAt, resolveBy: times.resolveBy, resolvedAt: times.resolvedAt,
            resolvedLate: times.resolvedLate, dueAt: times.dueAt(in: command.to),
            move: ConcernMove(
                to: command.to, at: now, dueBy: times.dueBy, isLate: times.dueBy.map { now > $0 } ?? false,
                user: command.user, team: command.team, note: command.note, by: author))
    }
}

/// Times and due times of a concern while it moves.
private struct ConcernTimes {
    private(set) var reopenedAt: Instant?
    private(set) var acknowledgeBy: Instant
    private(set) var acknowledgedAt: Instant?
    private(set) var acknowledgedLate: Bool
    private(set) var assignBy: Instant
    private(set) var assignedAt: Instant?
    private(set) var resolveBy: Instant
    private(set) var resolvedAt: Instant?
    private(set) var resolvedLate: Bool
    /// By when the step that was taken was due.
    private(set) var dueBy: Instant?
    private let receivedAt: Instant

    init(_ concern: Concern) {
        reopenedAt = concern.reopenedAt
        acknowledgeBy = concern.acknowledgeBy
        acknowledgedAt = concern.acknowledgedAt
        acknowledgedLate = concern.acknowledgedLate
        assignBy = concern.assignBy
        assignedAt = concern.assignedAt
        resolveBy = concern.resolveBy
        resolvedAt = concern.resolvedAt
        resolvedLate = concern.resolvedLate
        receivedAt = concern.receivedAt
    }

    mutating func take(_ state: ConcernState, at now: Instant) {
        switch state {
        case .received: break
        case .acknowledged:
            dueBy = acknowledgeBy
            acknowledgedAt = now
            acknowledgedLate = acknowledgedLate || now > acknowledgeBy
        case .assigned:
            // Who takes over from somebody else is late for nothing.
            dueBy = assignedAt == nil ? assignBy : nil
            assignedAt = assignedAt ?? now
        case .resolved:
            dueBy = resolveBy
            resolvedAt = now
            resolvedLate = resolvedLate || now > resolveBy
        case .reopened:
            begin(at: now)
        }
    }

    /// The same spans again, from now on.
    private mutating func begin(at now: Instant) {
        let before = reopenedAt ?? receivedAt
        func moved(_ due: Instant) -> Instant {
            Instant(microseconds: now.microseconds + due.microseconds - before.microseconds)
        }
        acknowledgeBy = moved(acknowledgeBy)
        assignBy = moved(assignBy)
        resolveBy = moved(resolveBy)
        acknowledgedAt = nil
        assignedAt = nil
        resolvedAt = nil
        reopenedAt = now
    }

    func dueAt(in state: ConcernState) -> Instant? {
        switch state {
        case .received, .reopened: acknowledgeBy
        case .acknowledged: assignBy
        case .assigned: resolveBy
        case .resolved: nil
        }
    }
}

extension Instant {
    fileprivate func adding(_ duration: Minutes) -> Instant { adding(seconds: duration.rawValue * 60) }
}

extension Concern {
    func status(at now: Instant) -> ConcernStatus {
        ConcernStatus(concern: self, overdueSince: dueAt.flatMap { $0 < now ? $0 : nil })
    }
}
