// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import TestKit

extension NewReason {
    static func of(_ code: String, _ name: String, under parent: String? = nil) throws -> NewReason {
        try NewReason(
            code: ReasonCode(validating: code), name: Text(validating: name),
            parent: parent.map { try ReasonCode(validating: $0) })
    }
}

extension ClientsUnderTest {
    func define(
        _ kind: ReasonKind, ifVersion: Int64 = 1, key: IdempotencyKey? = nil, _ reasons: [NewReason]
    ) async throws -> ReasonTree {
        try await call(
            DefineReasons(
                idempotencyKey: key ?? .fresh(), kind: kind, ifVersion: Version(unchecked: ifVersion),
                reasons: List(validating: reasons))
        ).tree
    }

    func reasons(_ kind: ReasonKind) async throws -> ReasonTree? {
        try await call(ListReasons(kind: kind)).trees.first
    }
}
