// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A recurring task that is done comes again: the next occurrence is a task of its own, due on the first day of the
/// series that is after this one's and not past. A task of a playbook waits for the gates before it.
public struct CompleteTask: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.completeTask"
    public static let summary = "Completes or cancels a task, if its version is still the one that was read."
    public static let access = Access.permission(.writeWork)
    public static let errors: [any DomainError.Type] = [
        GateClosed.self,
        TaskClosed.self,
        TaskNotFound.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    public let task: TaskID
    public let ifVersion: Version
    /// `done` when left out; not `open`.
    public let outcome: TaskState?
    public let note: LongText<4000>?

    public init(
        idempotencyKey: IdempotencyKey, task: TaskID, ifVersion: Version, outcome: TaskState? = nil,
        note: LongText<4000>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.task = task
        self.ifVersion = ifVersion
        self.outcome = outcome
        self.note = note
    }

    public struct Response: Codable, Sendable, Equatable {
        public let task: ClientTask
        /// The next occurrence.
        public let next: ClientTask?

        public init(task: ClientTask, next: ClientTask? = nil) {
            self.task = task
            self.next = next
        }
    }
}
