// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Synchronization

/// A small service to exercise the dispatcher with.
enum SpecimenAPI: ServiceAPI {
    static let name = "specimen"
    static let summary = "Methods of every kind."
}

final class SpecimenContext: Sendable {
    let executed = Mutex(0)
}

struct Add: Query, Handler, Equatable {
    typealias API = SpecimenAPI
    static let name = "specimen.add"
    static let summary = "Adds two counts."
    static let access = Access.permission(.readLedger)

    let left: Count
    let right: Count
    let note: Text<0, 20>?

    struct Response: Codable, Sendable, Equatable {
        let sum: Count
    }

    func handle(as caller: Caller, in context: SpecimenContext) async throws -> Response {
        context.executed.withLock { $0 += 1 }
        return Response(sum: Count(unchecked: left.rawValue + right.rawValue))
    }
}

struct OutOfPaper: DomainError {
    static let code = 3999
    static let reason = "specimen.out_of_paper"
    let sheets: Count
    var message: String { "There are \(sheets) sheets left." }
}

struct OutOfInk: DomainError {
    static let code = 3998
    static let reason = "specimen.out_of_ink"
    var message: String { "There is no ink left." }
}

/// Fails in the way that it is asked to.
struct Fail: Command, Handler, Equatable {
    typealias API = SpecimenAPI
    static let name = "specimen.fail"
    static let summary = "Fails."
    static let access = Access.anyone
    static let errors: [any DomainError.Type] = [OutOfPaper.self]

    enum How: String, TextEnumeration {
        case declared, undeclared, params, broken
    }

    let idempotencyKey: IdempotencyKey
    let how: How

    struct Response: Codable, Sendable, Equatable {}

    func handle(as caller: Caller, in context: SpecimenContext) async throws -> Response {
        switch how {
        case .declared: throw OutOfPaper(sheets: Count(3))
        case .undeclared: throw OutOfInk()
        case .params: throw InvalidParams(path: "$.how", rule: "must be kinder")
        case .broken: throw CancellationError()
        }
    }
}

/// Waits until it is cancelled.
struct Wait: Command, Handler, Equatable {
    typealias API = SpecimenAPI
    static let name = "specimen.wait"
    static let summary = "Waits."
    static let access = Access.anyone

    let idempotencyKey: IdempotencyKey

    struct Response: Codable, Sendable, Equatable {}

    func handle(as caller: Caller, in context: SpecimenContext) async throws -> Response {
        context.executed.withLock { $0 += 1 }
        // Outlasts every deadline; only its cancellation ends it.
        try await ContinuousClock().sleep(until: .now + .seconds(3600))
        return Response()
    }
}

/// Answers as many characters as it is asked to.
struct Fill: Query, Handler, Equatable {
    typealias API = SpecimenAPI
    static let name = "specimen.fill"
    static let summary = "Answers a long text."
    static let access = Access.anyone

    let length: Count

    struct Response: Codable, Sendable, Equatable {
        let text: LongText<100_000>
    }

    func handle(as caller: Caller, in context: SpecimenContext) async throws -> Response {
        Response(text: try LongText(validating: String(repeating: "x", count: Int(length.rawValue))))
    }
}

struct OnlyServices: Query, Handler, Equatable {
    typealias API = SpecimenAPI
    static let name = "specimen.onlyServices"
    static let summary = "Answers reporting alone."
    static let access = Access.services([.reporting])

    struct Response: Codable, Sendable, Equatable {}

    func handle(as caller: Caller, in context: SpecimenContext) async throws -> Response { Response() }
}

let specimenMethods: [any Handler<SpecimenContext>.Type] = [
    Add.self, Fail.self, Fill.self, OnlyServices.self, Wait.self,
]
