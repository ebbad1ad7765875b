// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import NIOCore
import NIOPosix
import Synchronization

/// Runs the jobs of tasks on one event loop, so that a call and its connection share a thread: no hop to begin a call,
/// none to write its answer, and one wake-up of the loop for all that is ready at that time.
///
/// What computes for long keeps the loop's other connections waiting as long, so it belongs on threads of its own.
final class LoopExecutor: TaskExecutor, @unchecked Sendable {
    let eventLoop: any EventLoop
    private let jobs = Mutex<[UnownedJob]>([])
    /// The next job is a new task's first and runs at once. Belongs to the loop, which makes the class sendable.
    private var isStarting = false

    private init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// One for each loop of the process. They are never let go, because tasks do not keep their executors.
    static let all = MultiThreadedEventLoopGroup.singleton.makeIterator().map { LoopExecutor($0) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if eventLoop.inEventLoop, isStarting {
            isStarting = false
            return job.runSynchronously(on: asUnownedTaskExecutor())
        }
        let isFirst = jobs.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst { eventLoop.execute { self.runJobs() } }
    }

    /// Starts a task that runs on the loop, as far as it comes without waiting before this returns. To be called on
    /// the loop.
    func start(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        eventLoop.preconditionInEventLoop()
        isStarting = true
        return Task(executorPreference: self, operation: body)
    }

    private func runJobs() {
        let ready = jobs.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in ready { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
