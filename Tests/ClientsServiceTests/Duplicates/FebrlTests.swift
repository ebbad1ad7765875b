// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import Foundation
import JSONRPC
import Postgres
import TestKit
import Testing

/// The service's own matcher on the FEBRL data sets: people with duplicates whose fields were misspelt, swapped and
/// left out by a program (P. Christen, Febrl, 2008). Only what the service keeps of a person is used: the date of birth
/// is not.
@Suite struct FebrlTests {
    static func path(_ name: String) -> String { ProjectFiles.path(".build/febrl/\(name).csv") }

    @Test(
        .enabled("the FEBRL data is not here; scripts/fetch-febrl fetches it") {
            FileManager.default.fileExists(atPath: path("dataset4b"))
        },
        arguments: [["dataset1"], ["dataset2"], ["dataset3"], ["dataset4a", "dataset4b"]])
    func pairsAreFoundWithPrecisionAndRecall(files: [String]) async throws {
        let people = try files.flatMap { try Person.read(Self.path($0)) }
        let groups = Dictionary(grouping: people, by: \.number)
        let expected = groups.values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
        try await withClients { clients in
            try await store(people, in: clients)
            let numbers = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.number) })
            let pairs = try await clients.duplicatePairs()
            let right = pairs.count { numbers[$0.first] != nil && numbers[$0.first] == numbers[$0.second] }
            let precision = Double(right) / Double(pairs.count)
            let recall = Double(right) / Double(expected)
            #expect(precision >= 0.98, "\(files): precision \(precision), recall \(recall)")
            #expect(recall >= 0.95, "\(files): precision \(precision), recall \(recall)")
        }
    }

    /// As the import would, without its history.
    private func store(_ people: [Person], in clients: ClientsUnderTest) async throws {
        try await clients.database.withPool { pool in
            try await pool.execute(
                """
                insert into clients.client (
                    organisation_id, client_id, version, kind, name, lifecycle, lifecycle_since, details, created_at,
                    updated_at)
                select \(OrganisationID.first)::uuid, id, 1, 'person', name, 'prospect', now(),
                    convert_to(details, 'UTF8'), now(), now()
                from unnest(\(people.map(\.id)), \(people.map(\.name)), \(people.map(\.details)))
                    as given (id, name, details)
                """)
            try await pool.execute(
                """
                insert into clients.client_key (organisation_id, client_id, kind, key)
                select \(OrganisationID.first)::uuid, id, 'tax_id', key
                from unnest(\(people.map(\.id)), \(people.map(\.socialSecurity))) as given (id, key)
                """)
            try await pool.execute("analyze clients.match_key")
        }
    }
}

private struct Person {
    let id = ClientID.new(at: Clocks.start)
    /// The same for all records of one person.
    let number: String
    let name: String
    let socialSecurity: String
    /// As JSON.
    let details: String

    static func read(_ path: String) throws -> [Person] {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
        return try lines.dropFirst().map { try Person($0.split(separator: ",", omittingEmptySubsequences: false)) }
    }

    private init(_ columns: [Substring]) throws {
        let fields = columns.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        number = String(fields[0].split(separator: "-")[1])
        name =
            fields[1].isEmpty && fields[2].isEmpty
            ? "?" : "\(fields[1]) \(fields[2])".trimmingCharacters(in: .whitespaces)
        socialSecurity = fields[10]
        let street = "\(fields[3]) \(fields[4])".trimmingCharacters(in: .whitespaces)
        let address: [String: Any] = [
            "lines": fields[5].isEmpty ? [street.isEmpty ? "-" : street] : [street.isEmpty ? "-" : street, fields[5]],
            "postalCode": fields[7],
        ].merging(fields[6].isEmpty ? [:] : ["city": fields[6]]) { $1 }
            .merging(fields[8].isEmpty ? [:] : ["region": fields[8]]) { $1 }
        let details: [String: Any] = [
            "domains": [], "channels": [], "addresses": [address],
            "taxIds": [["value": fields[10], "normalised": fields[10]]],
        ]
        self.details = String(decoding: try JSONSerialization.data(withJSONObject: details), as: UTF8.self)
    }
}
