// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import ServiceKit
import TestKit

@testable import ClientsService

extension ClientsUnderTest {
    func history(_ filter: HistoryFilter) async throws -> [HistoryEntry] {
        try await call(GetHistory(filter: filter, limit: PageLimit(unchecked: 1000))).items
    }
}

extension List<1, 50, ClientFeedItem.Kind> {
    static func of(_ kinds: ClientFeedItem.Kind...) throws -> Self { try Self(validating: kinds) }
}

extension HistoryEntry {
    /// `tier: "A" > "B"`
    var lines: [String] { changes.map { "\($0.field.text): \($0.from?.text ?? "") > \($0.to?.text ?? "")" } }
    var text: String { lines.joined(separator: "\n") }
    var isOfClient: Bool { kind == .created || kind == .updated }
}

/// Makes a record of its changes.
struct HistoryPlayer {
    var fields: [String: String] = [:]
    /// Changes that begin otherwise than the one before them ended.
    var breaks: [String] = []
    var expected: [String: String]?

    mutating func play(_ entry: HistoryEntry) {
        for change in entry.changes where !change.field.text.hasPrefix("assignments.") {
            if fields[change.field.text] != change.from?.text { breaks.append(change.field.text) }
            fields[change.field.text] = change.to?.text
        }
    }
}

extension ClientFeedItem {
    /// The id of its record, and the record as fields.
    func recordAndImage() throws -> (record: String?, image: [String: String]) {
        let beside: Set<String> = ["position", "kind", "recordedAt", "assignmentChanges"]
        let fields = try RecordFields(StoredRecord.encode(self), leavingOut: beside).fields
        var image: [String: String] = [:]
        for field in fields {
            let name = String(field.path.drop { $0 != "." }.dropFirst())
            if !["version", "createdAt", "updatedAt"].contains(name) { image[name] = field.json }
        }
        let id = image["id"] ?? (kind == .reporting ? image["user"] : kind == .parentage ? image["client"] : nil)
        return (id.map { $0.filter { $0 != "\"" } }, image)
    }

    func isAbout(_ client: ClientID) throws -> Bool {
        let image = try recordAndImage().image
        return kind == .contact || image["client"] == "\"\(client.text)\""
            || image["conversion.client"] == "\"\(client.text)\"" || kind == .planItem || kind == .consent
    }

    func isSame(_ other: ClientFeedItem) throws -> Bool {
        try recordAndImage().record == other.recordAndImage().record && reasons?.kind == other.reasons?.kind
    }
}
