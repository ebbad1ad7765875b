// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// A row of a file of clients, as the statement of upsertClients takes it, and what the row says besides.
struct ClientImportRow {
    var row: ValidClientRow
    /// The client's id here; nil for one that is looked for by its external id.
    let ownID: ClientID?
    private(set) var details: GivenDetails

    init(_ cells: ImportCells, at ordinal: Int) throws(RejectedRow) {
        ownID = try cells.ownID()
        let row = ClientRow(
            externalId: Checked(try cells.externalID()),
            kind: try cells.value(.kind, ImportWords.kind).map { Checked($0) },
            name: try cells.text(.name).map { Checked(unchecked: $0) },
            lifecycle: try cells.value(.lifecycle) { (text) throws(ContractViolation) in
                try ImportWords.lifecycle(text, in: cells.definition.preset)
            }.map { Checked($0) },
            tier: try cells.text(.tier).map { Checked(unchecked: $0) },
            segment: try cells.text(.segment).map { Checked(unchecked: $0) },
            industry: try cells.text(.industry).map { Checked(unchecked: $0) },
            country: try cells.value(.country, ImportWords.country).map { Checked($0) },
            currency: try cells.text(.currency).map { Checked(unchecked: $0) },
            locale: try cells.text(.locale).map { Checked(unchecked: $0) },
            fields: try cells.customFieldList())
        do throws(RefusedRow) {
            self.row = try ValidClientRow(row, at: ordinal)
        } catch {
            throw RejectedRow(.invalidValue, ImportField(rawValue: error.field), error.rule)
        }
        details = try GivenDetails(cells)
    }

    /// What both rows of one client say, the later one after this.
    mutating func add(_ later: ClientImportRow) {
        row = row.followed(by: later.row)
        details = details.followed(by: later.details)
    }

    /// Puts what the row says in the place of what the client has; what the row does not say stays.
    mutating func settleDetails(over present: ClientDetails?) throws(RejectedRow) {
        guard let merged = try details.merged(into: present) else { return }
        do {
            row.details = try StoredRecord.encode(merged)
            settled = merged
        } catch {
            throw RejectedRow(.invalidValue, nil, "\(error)")
        }
    }

    /// After `settleDetails`, when the row says anything of details.
    private(set) var settled: ClientDetails?
}

/// What a row says of a client's details, piece by piece checked as all details are.
struct GivenDetails {
    private var domains: [DomainName]
    private var taxIDs: [TaxID]
    private var channels: [ContactChannel]
    private var address: PostalAddress?
    private var employees: Count?

    init(_ cells: ImportCells) throws(RejectedRow) {
        domains = try cells.value(.domain, ImportWords.domain).map { [$0] } ?? []
        channels = try cells.channels([
            (.email, .email, .work), (.phone, .phone, .work), (.fax, .phone, .fax),
        ])
        employees = try cells.value(.employees, ImportWords.count)
        address = try Self.address(cells)
        taxIDs = []
        if let value: Text<1, 60> = try cells.value(.taxId) {
            let details: ClientDetails?
            do {
                details = try ClientDetails(
                    NewClientDetails(taxIds: List(validating: [NewTaxID(value: value)])))
            } catch {
                throw RejectedRow(.invalidValue, .taxId, "must have a letter or a digit")
            }
            taxIDs = details?.taxIds ?? []
        }
    }

    /// Lines of the street stand in one cell. Without a street there is none.
    private static func address(_ cells: ImportCells) throws(RejectedRow) -> PostalAddress? {
        guard let street = try cells.text(.street) else { return nil }
        let country = try cells.value(.addressCountry, ImportWords.country)
        let code: Text<1, 20>? = try cells.value(.postalCode)
        let city: Text<1, 100>? = try cells.value(.city)
        let region: Text<1, 100>? = try cells.value(.region)
        do throws(ContractViolation) {
            var lines: [Text<1, 200>] = []
            for line in street.split(whereSeparator: \.isNewline) { lines.append(try Text(validating: String(line))) }
            return PostalAddress(
                lines: try List(validating: lines), postalCode: code, city: city, region: region, country: country)
        } catch {
            throw RejectedRow(.invalidValue, .street, error.description)
        }
    }

    var isEmpty: Bool {
        domains.isEmpty && taxIDs.isEmpty && channels.isEmpty && address == nil && employees == nil
    }

    func followed(by later: GivenDetails) -> GivenDetails {
        var both = self
        both.domains = later.domains + domains.filter { !later.domains.contains($0) }
        both.taxIDs = later.taxIDs + taxIDs.filter { !later.taxIDs.contains($0) }
        both.channels = ContactChannel.merge(later.channels, into: channels)
        both.address = later.address ?? address
        both.employees = later.employees ?? employees
        return both
    }

    /// Nil when the row says nothing. New domains and tax ids stand behind those that are there, a new address in the
    /// place of the first.
    func merged(into present: ClientDetails?) throws(RejectedRow) -> ClientDetails? {
        if isEmpty { return nil }
        let domains = present?.domains ?? []
        let taxIDs = present?.taxIds ?? []
        let addresses = present?.addresses ?? []
        let merged = ClientDetails(
            domains: domains + self.domains.filter { !domains.contains($0) },
            taxIds: taxIDs + self.taxIDs.filter { given in !taxIDs.contains { $0.normalised == given.normalised } },
            channels: ContactChannel.merge(channels, into: present?.channels ?? []),
            addresses: address.map { [$0] + addresses.dropFirst() } ?? addresses,
            employees: employees ?? present?.employees)
        func require(_ count: Int, atMost limit: Int, _ field: ImportField) throws(RejectedRow) {
            guard count > limit else { return }
            throw RejectedRow(.invalidValue, field, "must not be the client's \(count)th of \(limit) at most")
        }
        try require(merged.domains.count, atMost: NewClientDetails.listLimit, .domain)
        try require(merged.taxIds.count, atMost: NewClientDetails.listLimit, .taxId)
        try require(merged.channels.count, atMost: NewClientDetails.listLimit, .phone)
        return merged
    }
}

extension NewClientDetails {
    /// Domains, tax ids and channels that a client has at most.
    static let listLimit = 20
}
