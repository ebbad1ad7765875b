// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import TestKit

extension ClientsUnderTest {
    @discardableResult
    func create(_ name: String, with details: NewClientDetails, kind: ClientKind = .company) async throws -> Client {
        try await call(
            CreateClient(
                idempotencyKey: .fresh(), kind: kind, name: Text(validating: name), details: details)
        ).client
    }

    func duplicates(
        of name: String, with details: NewClientDetails? = nil, kind: ClientKind = .company, minimum: Int64? = nil
    ) async throws -> [DuplicateMatch] {
        try await call(
            FindDuplicates(
                draft: ClientDraft(kind: kind, name: Text(validating: name), details: details),
                minimumScore: minimum.map(DuplicateScore.init(unchecked:)))
        ).items
    }

    /// All pages.
    func duplicatePairs(limit: Int64 = 1000) async throws -> [DuplicatePair] {
        var pairs: [DuplicatePair] = []
        var cursor: PageCursor?
        repeat {
            let page = try await call(ListDuplicates(limit: PageLimit(unchecked: limit), cursor: cursor))
            pairs += page.items
            cursor = page.next
        } while cursor != nil
        return pairs
    }
}

extension NewClientDetails {
    static func of(
        domain: String? = nil, taxID: String? = nil, phone: String? = nil, email: String? = nil, street: String? = nil,
        postalCode: String? = nil, city: String? = nil
    ) throws -> NewClientDetails {
        let channels = try [phone.map { try NewChannel.phone($0) }, email.map { try NewChannel.email($0) }]
            .compactMap(\.self)
        return try NewClientDetails(
            domains: domain.map { try List(validating: [DomainName(validating: $0)]) },
            taxIds: taxID.map { try List(validating: [NewTaxID(value: Text(validating: $0))]) },
            channels: List(validating: channels),
            addresses: street.map {
                try List(validating: [
                    PostalAddress(
                        lines: List(validating: [Text(validating: $0)]),
                        postalCode: postalCode.map { try Text(validating: $0) },
                        city: city.map { try Text(validating: $0) })
                ])
            })
    }
}
