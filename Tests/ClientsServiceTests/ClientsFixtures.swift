// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ClientsService
import Contracts
import JSONRPC
import TestKit

typealias ClientsUnderTest = ServiceUnderTest<ClientsServer>

/// The service over a database of its own, as a caller who may do everything with clients.
func withClients<Answer>(
    in surroundings: TestSurroundings = TestSurroundings(), _ body: (ClientsUnderTest) async throws -> Answer
) async throws -> Answer {
    try await withService(
        ClientsServer.self,
        as: .user(with: [
            .approveConcessions, .approvePlans, .assignClients, .configureClients, .configureSales, .grantAccess,
            .manageHierarchy, .mergeClients, .readAllClients, .readClientFeed, .readClients, .readConcerns,
            .readContacts,
            .readPlans, .readSales, .readWork, .reassignPortfolios, .writeClients, .writeConcerns, .writeContacts,
            .writePlans, .writeSales, .writeWork,
            .readContracts, .writeContracts, .signContracts,
        ]),
        in: surroundings, body)
}

extension IdempotencyKey {
    /// One that nobody used.
    static func fresh() throws -> IdempotencyKey {
        try IdempotencyKey(validating: UUIDValue.version7(at: Clocks.start).description)
    }
}

extension ExternalID {
    static func shop(_ id: String) throws -> ExternalID {
        try ExternalID(system: .shop, id: Text(validating: id))
    }

    static func billing(_ id: String) throws -> ExternalID {
        try ExternalID(system: .billing, id: Text(validating: id))
    }
}

extension ExternalSystem {
    static var shop: ExternalSystem { get throws { try ExternalSystem(validating: "shop") } }
    static var billing: ExternalSystem { get throws { try ExternalSystem(validating: "billing") } }
}

extension CreateClient {
    static func of(
        _ name: String, key: IdempotencyKey? = nil, kind: ClientKind = .company, lifecycle: Lifecycle? = nil,
        country: String? = nil, externalIds: [ExternalID]? = nil
    ) throws -> CreateClient {
        try CreateClient(
            idempotencyKey: key ?? .fresh(), kind: kind, name: Text(validating: name), lifecycle: lifecycle,
            country: country.map { try CountryCode(validating: $0) },
            externalIds: externalIds.map { try List(validating: $0) })
    }
}

extension ClientRow {
    /// A row of texts as a file has them; nothing is checked here.
    static func of(
        _ externalID: String, name: String? = nil, lifecycle: Lifecycle? = nil, tier: String? = nil,
        country: String? = nil, clear: [ClientField]? = nil
    ) throws -> ClientRow {
        try ClientRow(
            externalId: Checked(unchecked: externalID), name: name.map { Checked(unchecked: $0) },
            lifecycle: lifecycle.map { Checked($0) }, tier: tier.map { Checked(unchecked: $0) },
            country: country.map { Checked(unchecked: $0) }, clear: clear.map { try List(validating: $0) })
    }
}

extension ClientsUnderTest {
    @discardableResult
    func create(_ name: String, lifecycle: Lifecycle? = nil, country: String? = nil) async throws -> Client {
        try await call(CreateClient.of(name, lifecycle: lifecycle, country: country)).client
    }

    func upsert(_ rows: ClientRow..., key: IdempotencyKey? = nil) async throws -> [ClientRowOutcome] {
        try await call(
            UpsertClients(
                idempotencyKey: key ?? .fresh(), system: .shop, rows: List(validating: rows))
        ).outcomes
    }

    /// `count` clients, whose names and external ids are numbered from 0.
    func fill(_ count: Int, named prefix: String = "Client", country: String = "GB") async throws {
        let size = 500
        for start in stride(from: 0, to: count, by: size) {
            let rows = try (start..<min(start + size, count)).map {
                try ClientRow.of("\(prefix)-\($0)", name: "\(prefix) number\($0)", country: country)
            }
            _ = try await call(
                UpsertClients(idempotencyKey: .fresh(), system: .shop, rows: List(validating: rows)))
        }
    }

    /// Every item of the caller's feed.
    func feed() async throws -> [ClientFeedItem] {
        try await call(ReadClientFeed(after: .start, limit: PageLimit(unchecked: 1000))).items
    }

    func list(
        _ filter: ClientFilter? = nil, limit: Int64 = 1000, cursor: PageCursor? = nil, withCount: Bool? = nil
    ) async throws -> ListClients.Response {
        try await call(
            ListClients(filter: filter, limit: PageLimit(unchecked: limit), cursor: cursor, withCount: withCount))
    }
}

extension Client {
    /// What most tests compare: names are unique in them.
    var label: String { name.text }
}

/// Whether the error is the standard one of this code, as a remote caller gets it.
func isRemoteError(_ code: StandardCode) -> (any Error) -> Bool {
    { ($0 as? RemoteError)?.code == code.rawValue }
}
