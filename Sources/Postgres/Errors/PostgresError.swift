// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What can go wrong between us and PostgreSQL. No case shows the value of a parameter.
package enum PostgresError: Error, Sendable, Equatable {
    /// The server refused a statement; what the statement's transaction did is undone.
    case server(ServerError)
    /// No connection could be made within the wait limit, or the server refuses us.
    case cannotConnect(ServerError)
    /// The connection broke. With `outcomeUnknown` a commit (or a single statement) was under way: it may or may
    /// not have happened. Without, nothing happened.
    case connectionLost(outcomeUnknown: Bool)
    /// Every connection is leased, and the queue is full or the wait took longer than its limit.
    case poolBusy
    case poolClosed
    /// The call's deadline passed; nothing happened.
    case deadlineExceeded
    /// A column is not what the program expects of it.
    case decoding(String)
    /// A statement cannot be sent as it is.
    case encoding(String)
    /// A statement that must answer one row answered another number of rows.
    case rowCount(Int)
    /// A connection or transaction was used after the end of its scope, or during a COPY.
    case leaseEnded
    /// A migration or a schema is not as it must be; the text names the file.
    case migration(String)
    /// The configuration cannot be used; the text names the key.
    case configuration(String)
}

extension PostgresError {
    /// The refusal of a statement or a connection, if it is one.
    package var serverError: ServerError? {
        switch self {
        case .server(let error), .cannotConnect(let error): error
        default: nil
        }
    }

    /// SQLSTATE, when the server answered.
    package var sqlState: SQLState? { serverError?.sqlState }

    /// Whether running the whole transaction again may succeed, and cannot do anything twice.
    package var isRetryable: Bool {
        switch self {
        case .server(let error):
            error.sqlState == .serializationFailure || error.sqlState == .deadlockDetected || error.isStalePlan
        case .connectionLost(let outcomeUnknown): !outcomeUnknown
        default: false
        }
    }
}

extension Error {
    /// Whether this is the violation of a unique constraint (or index) of this name.
    package func isUniqueViolation(of constraint: String) -> Bool {
        violates(constraint, as: .uniqueViolation)
    }

    package func isForeignKeyViolation(of constraint: String) -> Bool {
        violates(constraint, as: .foreignKeyViolation)
    }

    package func isCheckViolation(of constraint: String) -> Bool {
        violates(constraint, as: .checkViolation)
    }

    private func violates(_ constraint: String, as state: SQLState) -> Bool {
        guard let error = (self as? PostgresError)?.serverError else { return false }
        return error.sqlState == state && error.constraint == constraint
    }
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .server(let error): "\(error)"
        case .cannotConnect(let error): "cannot connect to PostgreSQL: \(error)"
        case .connectionLost(true): "connection to PostgreSQL lost, outcome unknown"
        case .connectionLost(false): "connection to PostgreSQL lost, nothing happened"
        case .poolBusy: "no PostgreSQL connection became free in time"
        case .poolClosed: "PostgreSQL pool is closed"
        case .deadlineExceeded: "deadline exceeded in PostgreSQL"
        case .decoding(let problem): "cannot decode: \(problem)"
        case .encoding(let problem): "cannot send: \(problem)"
        case .rowCount(let count): "expected one row, got \(count)"
        case .leaseEnded: "used outside of its scope"
        case .migration(let problem): problem
        case .configuration(let problem): problem
        }
    }
}
