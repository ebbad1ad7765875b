// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore

/// The calls of one event loop that wait for something, each with the time at which it is cancelled.
///
/// All state belongs to the loop. One timer serves all calls; it stands at the earliest deadline or before it.
final class OpenCalls {
    private struct Call {
        let task: Task<Void, Never>
        let deadline: NIODeadline
    }

    private let eventLoop: any EventLoop
    private var calls: [UInt64: Call] = [:]
    private var lastNumber: UInt64 = 0
    private var alarm: (time: NIODeadline, timer: Scheduled<Void>)?

    init(on eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    var isEmpty: Bool { calls.isEmpty }

    /// The number to remove it by.
    func insert(_ task: Task<Void, Never>, until deadline: NIODeadline) -> UInt64 {
        lastNumber += 1
        calls[lastNumber] = Call(task: task, deadline: deadline)
        setAlarm(deadline)
        return lastNumber
    }

    func remove(_ number: UInt64) {
        calls[number] = nil
    }

    /// The calls then end by themselves and are removed one by one.
    func cancelAll() {
        for call in calls.values { call.task.cancel() }
    }

    private func setAlarm(_ time: NIODeadline) {
        if let alarm, alarm.time <= time { return }
        alarm?.timer.cancel()
        let timer = eventLoop.assumeIsolated().scheduleTask(deadline: time) { [weak self] () -> Void in
            self?.alarmDidRing()
        }
        alarm = (time, timer)
    }

    private func alarmDidRing() {
        alarm = nil
        let now = NIODeadline.now()
        var next: NIODeadline?
        for call in calls.values {
            if call.deadline <= now {
                call.task.cancel()
            } else {
                next = min(next ?? call.deadline, call.deadline)
            }
        }
        if let next { setAlarm(next) }
    }
}

extension NIODeadline {
    /// The clocks differ, so the time that is left counts.
    init(_ instant: ContinuousClock.Instant) {
        self = .now() + TimeAmount(max(.zero, ContinuousClock.now.duration(to: instant)))
    }
}
