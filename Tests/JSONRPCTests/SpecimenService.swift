// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSON
import JSONRPC
import Synchronization

/// The dispatcher over the specimen service, with a caller of the test's choice.
struct Specimen {
    let context = SpecimenContext()
    let observer = RecordingObserver()
    let dispatcher: Dispatcher<SpecimenContext>

    init(_ authentication: Authentication = .caller(reader), limits: DispatchLimits = DispatchLimits()) throws {
        dispatcher = try Dispatcher(
            table: MethodTable(specimenMethods), api: SpecimenAPI.self, version: "1.0.0", context: context,
            authenticator: FixedAuthenticator(authentication: authentication), limits: limits, observer: observer,
            classify: { _ in nil })
    }

    static let organisation = OrganisationID(UUIDValue(high: 1, low: 1))
    static let reader = Caller(
        subject: .user(UserID(UUIDValue(high: 2, low: 2))), organisation: organisation,
        permissions: PermissionSet([.readLedger]))

    func answer(_ body: String, _ head: RequestHead = RequestHead()) async -> RPCAnswer {
        await dispatcher.answerInTime(Array(body.utf8), head)
    }

    func text(_ body: String) async -> String {
        String(decoding: await answer(body).body, as: UTF8.self)
    }
}

struct FixedAuthenticator: Authenticator {
    let authentication: Authentication

    func authenticate(_ head: RequestHead) async -> Authentication { authentication }
}

final class RecordingObserver: CallObserver {
    let records = Mutex<[CallRecord]>([])
    let active = Mutex(0)

    func callDidStart() {
        active.withLock { $0 += 1 }
    }

    func callDidEnd(_ record: CallRecord) {
        active.withLock { $0 -= 1 }
        records.withLock { $0.append(record) }
    }
}

/// The parts of an answer that tests compare: the id's bytes as text, and the code or 0.
struct AnswerSummary: Equatable, CustomStringConvertible {
    let id: String
    let code: Int

    init(id: String, code: Int) {
        self.id = id
        self.code = code
    }

    init(_ node: JSONNode) {
        id = node.member("id").map { String(decoding: $0.rawBytes, as: UTF8.self) } ?? "absent"
        code = node.member("error")?.member("code")?.int64.map(Int.init) ?? 0
    }

    var description: String { "id \(id), code \(code)" }

    static func all(in body: [UInt8]) throws -> [AnswerSummary] {
        guard !body.isEmpty else { return [] }
        let root = try JSONDocument(parsing: body).root
        return root.kind == .array ? root.elements.map { AnswerSummary($0) } : [AnswerSummary(root)]
    }
}
