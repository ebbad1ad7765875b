// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import JSONRPC
import Postgres
import ServiceKit

extension ExportRows: Handler {
    private typealias Position = PagePosition<ExportFilter, ExportPosition>

    /// Records of a page at most.
    private static let pageSize = 1000

    package func handle(as caller: Caller, in context: ClientsContext) async throws -> Response {
        try requirePermission(caller)
        let filter = ExportFilter(kind: kind, format: format, system: system)
        let resumed = try cursor.map { try Position($0, list: Self.name, filter: filter).after }
        return try await context.database.withTransaction(isolation: .repeatableRead, readOnly: true) { transaction in
            let sight = try await context.sight(of: caller).measured(in: transaction)
            var latest = resumed?.asOf
            if latest == nil { latest = try await ExportStore.latest(of: sight.organisation, in: transaction) }
            let fields = try await fields(asOf: latest, of: sight.organisation, in: transaction)
            let header =
                resumed == nil && format == .csv
                ? ExportText.row(ExportColumns.names(of: kind, fields: fields)) : ""
            guard let asOf = latest else {
                return Response(
                    text: try LongText(validating: header), records: Count(0), asOf: context.clock.now(), next: nil)
            }
            let run = ExportPage(
                call: self, sight: sight, asOf: asOf, fields: fields, limit: Self.pageSize + 1, database: transaction)
            let records = try await run.records(after: resumed?.after ?? UUIDValue(high: 0, low: 0))
            var page = records.prefix(Self.pageSize)
            page = page.prefix(PageSize.fitting(sizes: page.lazy.map(\.text.utf8.count)))
            let next =
                page.count < records.count
                ? try page.last.map {
                    try Position(
                        list: Self.name, filter: filter, after: ExportPosition(asOf: asOf, last: $0.id)
                    ).cursor()
                } : nil
            return Response(
                text: try LongText(validating: header + page.map(\.text).joined()),
                records: Count(page.count { !$0.text.isEmpty }), asOf: asOf, next: next)
        }
    }

    /// The custom fields of the records as they were defined at the moment of the file, so that all pages have the same
    /// columns.
    private func fields(
        asOf latest: Instant?, of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> [CustomField] {
        guard format == .csv, let latest else { return [] }
        let set = try await ExportStore.fields(asOf: latest, of: organisation, in: database)
        let subject: CustomFieldSubject? =
            switch kind {
            case .clients: .client
            case .contacts: .contact
            case .opportunities: .opportunity
            case .contracts: .contract
            case .leads: nil
            }
        guard let subject else { return [] }
        return set?.of(subject).fields ?? []
    }

    /// Who exports may read the same record by record.
    private func requirePermission(_ caller: Caller) throws {
        let permission: Permission =
            switch kind {
            case .clients: .readClients
            case .contacts: .readContacts
            case .leads, .opportunities: .readSales
            case .contracts: .readContracts
            }
        guard caller.satisfies(.permission(permission)) else { throw RPCFailure(.permissionDenied) }
    }
}

/// What a cursor belongs to besides its list.
struct ExportFilter: Codable, Equatable, Sendable {
    let kind: ExportKind
    let format: ExportFormat
    let system: ExternalSystem?
}

/// Where an export stands between two pages.
struct ExportPosition: Codable, Sendable {
    /// As of when records are told.
    let asOf: Instant
    private let id: String

    init(asOf: Instant, last: UUIDValue) {
        self.asOf = asOf
        id = "\(last)"
    }

    /// The last record of the page before.
    var after: UUIDValue { UUIDValue(id) ?? UUIDValue(high: 0, low: 0) }
}

/// A record as it stands in the file.
struct ExportedRecord {
    let id: UUIDValue
    /// Empty for one that was not there yet.
    let text: String
}

/// Reads and writes the records of one page.
struct ExportPage<Database: PostgresExecutor> {
    let call: ExportRows
    let sight: Sight
    let asOf: Instant
    /// Which have columns, of CSV.
    let fields: [CustomField]
    let limit: Int
    let database: Database

    func records(after id: UUIDValue) async throws -> [ExportedRecord] {
        guard call.kind != .clients else { return try await clients(after: id) }
        let facts = try await database.rows(
            ExportStore.facts(call.kind, asOf: asOf, of: sight, after: id, limit: limit), as: ExportedFact.self)
        switch call.kind {
        case .contacts, .clients: return try await contacts(facts)
        case .opportunities:
            return try await opportunities(facts)
        case .leads: return try await leads(facts)
        case .contracts:
            return try facts.map { try record($0, as: Contract.self) { [row($0)] } }
        }
    }

    private func clients(after id: UUIDValue) async throws -> [ExportedRecord] {
        try await database.rows(
            ExportStore.clients(asOf: asOf, of: sight, after: id, limit: limit), as: ClientRecord.self
        ).map { record in
            let client = record.client
            return ExportedRecord(
                id: client.id.uuid,
                text: try text(
                    client, [ExportColumns.row(client, system: call.system) + cells(client.fields)]))
        }
    }

    private func contacts(_ facts: [ExportedFact]) async throws -> [ExportedRecord] {
        let found = try facts.map { fact in
            try fact.bytes.map { try StoredRecord.decode(Contact.self, $0).shown(at: fact.places) }
        }
        let names = try await ExportStore.names(
            of: found.compactMap(\.self), in: call.system, of: sight.organisation, in: database)
        return try zip(facts, found).map { fact, contact in
            // One who had no position then at a client whom the caller sees is left out.
            guard let contact, !contact.positions.isEmpty else { return ExportedRecord(id: fact.id, text: "") }
            return ExportedRecord(
                id: fact.id,
                text: try text(
                    contact, ExportColumns.rows(contact, names: names).map { $0 + cells(contact.fields) }))
        }
    }

    private func opportunities(_ facts: [ExportedFact]) async throws -> [ExportedRecord] {
        let found = try facts.map { fact in
            try fact.bytes.map { try StoredRecord.decode(Opportunity.self, $0) }
        }
        let names = try await ExportStore.names(
            of: found.compactMap(\.self), in: call.system, of: sight.organisation, in: database)
        return try zip(facts, found).map { fact, opportunity in
            guard let opportunity else { return ExportedRecord(id: fact.id, text: "") }
            return ExportedRecord(
                id: fact.id,
                text: try text(
                    opportunity, [ExportColumns.row(opportunity, names: names) + cells(opportunity.fields)]))
        }
    }

    private func leads(_ facts: [ExportedFact]) async throws -> [ExportedRecord] {
        let found = try facts.map { fact in
            try fact.bytes.map { try StoredRecord.decode(Lead.self, $0).shown(at: fact.places) }
        }
        let names = try await ExportStore.names(
            of: found.compactMap(\.self), in: call.system, of: sight.organisation, in: database)
        return try zip(facts, found).map { fact, lead in
            guard let lead else { return ExportedRecord(id: fact.id, text: "") }
            return ExportedRecord(id: fact.id, text: try text(lead, [ExportColumns.row(lead, names: names)]))
        }
    }

    private func row(_ contract: Contract) -> [String?] {
        ExportColumns.row(contract) + cells(contract.fields)
    }

    private func cells(_ values: [CustomFieldValue]?) -> [String?] { ExportColumns.cells(values, of: fields) }

    private func record<Record: Codable & Sendable>(
        _ fact: ExportedFact, as _: Record.Type, _ rows: (Record) -> [[String?]]
    ) throws -> ExportedRecord {
        guard let bytes = fact.bytes else { return ExportedRecord(id: fact.id, text: "") }
        let record = try StoredRecord.decode(Record.self, bytes)
        return ExportedRecord(id: fact.id, text: try text(record, rows(record)))
    }

    private func text(_ record: some Encodable, _ rows: [[String?]]) throws -> String {
        switch call.format {
        case .csv: rows.map(ExportText.row).joined()
        case .jsonLines: String(decoding: try StoredRecord.encode(record), as: UTF8.self) + "\n"
        }
    }
}
