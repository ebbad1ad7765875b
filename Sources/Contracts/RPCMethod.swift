// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A method of a service, as its params object: a value of the type is one call.
///
/// Dispatch, access checks, the typed caller, the error reference and the OpenRPC document are read from these
/// members. Stored properties are the params, in the order that positional params follow; each is a `ContractValue`,
/// a list, or a struct of those.
public protocol RPCMethod: Codable, Sendable {
    associatedtype API: ServiceAPI
    associatedtype Response: Codable & Sendable

    /// `<api>.<verbNoun>`; never changes once released.
    static var name: String { get }
    /// One sentence for integrators, printed in the OpenRPC document.
    static var summary: String { get }
    /// Who may call. There is no default, so that no method can forget it.
    static var access: Access { get }
    /// Every domain error that the method may answer, besides those its kind implies.
    static var errors: [any DomainError.Type] { get }
}

extension RPCMethod {
    public static var errors: [any DomainError.Type] { [] }

    /// `errors` and those that every method of its kind may answer.
    public static var allErrors: [any DomainError.Type] {
        self is any Command.Type ? errors + [IdempotencyKeyReused.self] : errors
    }
}

/// Reads and changes nothing; a caller may repeat it freely.
public protocol Query: RPCMethod {}

/// Changes something, once for each key: repeating it with the same params answers the first outcome.
///
/// Key, digest of the params and outcome are stored with the effect, so a command never carries or answers a secret.
public protocol Command: RPCMethod {
    var idempotencyKey: IdempotencyKey { get }
}

/// Many commands in one call: each row has its own key and its own outcome, so that repeating the call is safe.
public protocol BulkCommand: RPCMethod {}

/// A service as the outside sees it.
public protocol ServiceAPI: Sendable {
    /// The part of a method's name before the dot.
    static var name: String { get }
    /// What the service answers, in one sentence.
    static var summary: String { get }
}
