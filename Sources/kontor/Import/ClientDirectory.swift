// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto
import JSON
import JSONRPC

/// Finds the client of each customer number, and creates those that are not there yet. A client that is there stays
/// as it is: its name and its country may have been mended since.
struct ClientDirectory {
    struct Customer: Sendable, Hashable {
        /// Nil for all sales to nobody in particular.
        let number: String?
        let country: String

        /// The id in the external system.
        var externalID: String { number ?? "cash-sales" }
    }

    private let clients: Remote<ClientsAPI>
    private let currency: CurrencyCode
    private var known: [String: ClientID] = [:]

    init(_ clients: Remote<ClientsAPI>, currency: CurrencyCode) {
        self.clients = clients
        self.currency = currency
    }

    /// Most rows of one call.
    private static let batch = 200

    /// How many clients are known by now.
    var count: Int { known.count }

    func client(of customer: Customer) -> ClientID? { known[customer.externalID] }

    /// - Throws: ``Failure`` when a client is refused, and what the call throws.
    mutating func learn(_ customers: [Customer]) async throws {
        var unknown: [Customer] = []
        var seen: Set<String> = []
        for customer in customers
        where known[customer.externalID] == nil && seen.insert(customer.externalID).inserted {
            unknown.append(customer)
        }
        for start in stride(from: 0, to: unknown.count, by: Self.batch) {
            let part = Array(unknown[start..<min(start + Self.batch, unknown.count)])
            let missing = try await look(for: part)
            if !missing.isEmpty { try await create(missing) }
        }
    }

    /// A row without a name finds its client or is refused for the want of one.
    private mutating func look(for customers: [Customer]) async throws -> [Customer] {
        let rows = customers.map { ClientRow(externalId: Checked(unchecked: $0.externalID)) }
        var missing: [Customer] = []
        for (customer, outcome) in zip(customers, try await upsert(rows, "find")) {
            if let client = outcome.client {
                known[customer.externalID] = client
            } else if outcome.refusal?.reason == .nameMissing {
                missing.append(customer)
            } else {
                throw Self.refused(customer, outcome)
            }
        }
        return missing
    }

    private mutating func create(_ customers: [Customer]) async throws {
        for (customer, outcome) in zip(customers, try await upsert(customers.map(row), "create")) {
            guard let client = outcome.client else { throw Self.refused(customer, outcome) }
            known[customer.externalID] = client
        }
    }

    /// A country without a code of its own stays in the name, where it is not lost.
    private func row(_ customer: Customer) -> ClientRow {
        guard let number = customer.number else {
            return ClientRow(
                externalId: Checked(unchecked: customer.externalID), kind: Checked(.company),
                name: Checked(unchecked: "Cash sales"), lifecycle: Checked(.customer), currency: Checked(currency))
        }
        let country = Countries.code(of: customer.country)
        let name =
            country == nil && !customer.country.isEmpty
            ? "Customer \(number), \(customer.country)" : "Customer \(number)"
        return ClientRow(
            externalId: Checked(unchecked: customer.externalID), kind: Checked(.company),
            name: Checked(unchecked: String(name.prefix(200))), lifecycle: Checked(.customer),
            country: country.map { Checked($0) }, currency: Checked(currency))
    }

    /// The key says what the rows say: the same rows are the same command.
    private func upsert(_ rows: [ClientRow], _ verb: String) async throws -> [ClientRowOutcome] {
        let digest = SHA256.hash(data: try JSONEncoder().encode(rows))
        let fingerprint = digest.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let command = UpsertClients(
            idempotencyKey: try IdempotencyKey(validating: "\(EntryRules.system):clients:\(verb):\(fingerprint)"),
            system: try ExternalSystem(validating: EntryRules.system), rows: try List(validating: rows))
        let outcomes = try await clients.call(command).outcomes
        guard outcomes.count == rows.count else {
            throw Failure("\(rows.count) clients were sent, and \(outcomes.count) outcomes came back.")
        }
        return outcomes
    }

    private static func refused(_ customer: Customer, _ outcome: ClientRowOutcome) -> Failure {
        Failure("The client \(customer.externalID) was refused: \(outcome.refusal?.rule.text ?? "without a reason")")
    }
}
