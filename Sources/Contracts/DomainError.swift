// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A refusal that a method's contract declares. Its stored properties are the typed fields of the error's `data`.
///
/// Codes are positive, one block for each service: shared 100, identity 1000, clients 2000, ledger 3000,
/// reporting 4000. Code and reason never change once released.
public protocol DomainError: Error, Codable, Equatable {
    static var code: Int { get }
    /// `<service>.<what_is_wrong>`, the stable name that programs compare.
    static var reason: String { get }
    /// What is wrong, in one sentence, without values that the caller did not send or may not see.
    var message: String { get }
}

/// The key was used before for another command or with other params.
public struct IdempotencyKeyReused: DomainError {
    public static let code = 100
    public static let reason = "shared.idempotency_key_reused"

    public init() {}

    public var message: String { "The idempotency key was used before with other params." }
}

/// Somebody changed the record since the version that the caller read.
public struct VersionConflict: DomainError {
    public static let code = 101
    public static let reason = "shared.version_conflict"
    public let currentVersion: Version

    public init(currentVersion: Version) {
        self.currentVersion = currentVersion
    }

    public var message: String { "The record has changed: its version is \(currentVersion.rawValue) now." }
}

/// Params that are well formed by themselves but not together; answered as -32602 with the violations.
public struct InvalidParams: Error, Equatable {
    public struct Violation: Codable, Sendable, Equatable {
        /// Where in the params, as a JSON path: `$.lines[3].amount`.
        public let path: String
        /// What must hold there.
        public let rule: String

        public init(path: String, rule: String) {
            self.path = path
            self.rule = rule
        }
    }

    public let violations: [Violation]

    public init(_ violations: [Violation]) {
        self.violations = violations
    }

    public init(path: String, rule: String) {
        violations = [Violation(path: path, rule: rule)]
    }
}
