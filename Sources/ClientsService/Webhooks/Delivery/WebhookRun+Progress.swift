// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What a run keeps of its way. Each step is one statement, and renews the claim; when that does not hold any more,
/// the course is over.
extension WebhookRun {
    /// What follows from an attempt: the event was taken, or is held with what follows it, or holds everything.
    func settle(_ attempt: WebhookAttempt, _ event: HeldEvent, _ course: inout WebhookCourse) async throws {
        // The claim is renewed from the attempt's begin on.
        let asked = ContinuousClock.now - attempt.duration
        let isNew = event.position > course.position
        guard attempt.outcome != .delivered else {
            let isOurs =
                isNew
                ? try await WebhookProgressStore.delivered(attempt, by: claim, in: context.database)
                : try await WebhookHeldStore.end(
                    event.position, attempt, heals: true, by: claim, at: attempt.at, in: context.database)
            let recovers = claim.failures > 0 && !course.isHealed
            course.reach(event.position)
            course.backlog.remove(event.position)
            course.isHealed = true
            course.refusals = 0
            keep(isOurs, from: asked, &course)
            if recovers, !course.isOver, !course.backlog.events.isEmpty { try await bringForward(&course) }
            return
        }
        if isNew { course.refusals += 1 }
        let isReceivers = isNew && (course.refusals >= WebhookRetries.refusalLimit || course.backlog.isFull)
        guard attempt.isAboutTheEvent, !isReceivers else { return try await fail(attempt, &course) }
        let failures = event.failures + 1
        let since = event.failingSince ?? attempt.at
        let givesUp = WebhookRetries.givesUp(attempt, failingSince: since)
        let held = HeldEvent(
            position: event.position, failures: failures, failingSince: since,
            nextAttemptAt: WebhookRetries.next(after: attempt, failures: failures), topics: event.topics)
        let isOurs = try await WebhookHeldStore.hold(
            held, attempt, givesUp: givesUp, by: claim, in: context.database)
        course.reach(event.position)
        course.backlog.hold(held)
        keep(isOurs, from: asked, &course)
        if givesUp { course.isOver = true }
    }

    /// The attempt holds all events. When nothing was failing any more it is the first failure again, whatever the
    /// claim says. How long a name was not found does not count for a receiver that is called again.
    func fail(_ attempt: WebhookAttempt, _ course: inout WebhookCourse) async throws {
        let failures = course.isHealed ? 1 : claim.failures + 1
        let isAnew = course.isHealed || claim.wasUnresolved && !attempt.isUnresolved
        let since = isAnew ? attempt.at : claim.failingSince ?? attempt.at
        try await WebhookProgressStore.failed(
            attempt, by: claim, anew: isAnew, next: WebhookRetries.next(after: attempt, failures: failures),
            heldUntil: course.backlog.nextAttempt(at: attempt.at),
            givesUp: WebhookRetries.givesUp(attempt, failingSince: since), in: context.database)
        course.isOver = true
    }

    /// A new event waits behind those that are held.
    func lineUp(_ event: HeldEvent, _ course: inout WebhookCourse) async throws {
        if course.backlog.isFull {
            course.waits = true
            course.isOver = true
            return
        }
        let asked = ContinuousClock.now
        let isOurs = try await WebhookHeldStore.line(
            up: event.position, by: claim, at: context.clock.now(), in: context.database)
        course.reach(event.position)
        course.backlog.hold(event)
        keep(isOurs, from: asked, &course)
    }

    /// A held event that is not for the webhook any more.
    func drop(_ event: HeldEvent, _ course: inout WebhookCourse) async throws {
        let asked = ContinuousClock.now
        let heals = claim.failingPosition == event.position && !course.isHealed
        let isOurs = try await WebhookHeldStore.end(
            event.position, nil, heals: heals, by: claim, at: context.clock.now(), in: context.database)
        course.backlog.remove(event.position)
        if heals { course.isHealed = true }
        keep(isOurs, from: asked, &course)
    }

    /// Events up to the position were taken or are not for the webhook.
    func pass(_ position: FeedPosition, _ course: inout WebhookCourse) async throws {
        let asked = ContinuousClock.now
        let heals = claim.failingPosition.map { $0 > course.position && $0 <= position } == true && !course.isHealed
        let isOurs = try await WebhookProgressStore.passed(
            position, heals: heals, at: context.clock.now(), by: claim, in: context.database)
        course.reach(position)
        if heals { course.isHealed = true }
        keep(isOurs, from: asked, &course)
    }

    private func bringForward(_ course: inout WebhookCourse) async throws {
        let asked = ContinuousClock.now
        let isOurs = try await WebhookHeldStore.bringForward(
            by: claim, at: context.clock.now(), in: context.database)
        course.backlog.bringForward()
        keep(isOurs, from: asked, &course)
    }

    /// Does nothing when the claim does not hold any more.
    func release(_ course: WebhookCourse) async throws {
        let now = context.clock.now()
        try await WebhookProgressStore.release(
            claim, heldUntil: course.backlog.nextAttempt(at: now), waits: course.waits, at: now, in: context.database)
    }

    private func keep(_ isOurs: Bool, from asked: ContinuousClock.Instant, _ course: inout WebhookCourse) {
        if isOurs {
            lease.renew(from: asked)
        } else {
            course.isOver = true
        }
    }
}
