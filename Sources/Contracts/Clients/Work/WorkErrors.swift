// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The organisation has no such task, or the caller may not see it.
public struct TaskNotFound: DomainError {
    public static let code = 2250
    public static let reason = "clients.task_not_found"

    public init() {}

    public var message: String { "There is no such task." }
}

/// The task is done or cancelled.
public struct TaskClosed: DomainError {
    public static let code = 2251
    public static let reason = "clients.task_closed"

    public init() {}

    public var message: String { "The task is done or cancelled." }
}

/// Gates before the task are not passed yet.
public struct GateClosed: DomainError {
    public static let code = 2252
    public static let reason = "clients.gate_closed"
    /// Those that wait, in their order.
    public let gates: [TaskID]

    public init(gates: [TaskID]) {
        self.gates = gates
    }

    public var message: String { "Gates of the playbook before the task are not passed." }
}

/// The organisation has no such playbook, or the caller may not see it.
public struct PlaybookNotFound: DomainError {
    public static let code = 2253
    public static let reason = "clients.playbook_not_found"

    public init() {}

    public var message: String { "There is no such playbook." }
}

/// The playbook is kept, but not started any more.
public struct PlaybookInactive: DomainError {
    public static let code = 2254
    public static let reason = "clients.playbook_inactive"

    public init() {}

    public var message: String { "The playbook is not started any more." }
}
