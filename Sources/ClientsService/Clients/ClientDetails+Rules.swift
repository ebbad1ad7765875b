// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

extension ClientDetails {
    /// As they are kept; nil when nothing is given. Throws `InvalidParams` for what is no address, number or domain.
    init?(_ given: NewClientDetails) throws {
        var violations: [InvalidParams.Violation] = []
        var channels: [ContactChannel] = []
        let newChannels: [NewChannel] = given.channels?.elements ?? []
        for (index, channel) in newChannels.enumerated() {
            do throws(ContractViolation) {
                channels.append(try ChannelRules.channel(channel))
            } catch {
                violations.append(.init(path: "$.details.channels[\(index)].value", rule: error.description))
            }
        }
        var taxIDs: [TaxID] = []
        let newTaxIDs: [NewTaxID] = given.taxIds?.elements ?? []
        for (index, taxID) in newTaxIDs.enumerated() {
            let normalised = ClientKey.taxID(taxID.value.text)
            guard !normalised.isEmpty else {
                violations.append(
                    .init(path: "$.details.taxIds[\(index)].value", rule: "must have a letter or a digit"))
                continue
            }
            taxIDs.append(
                TaxID(country: taxID.country, value: taxID.value, normalised: try Text(validating: normalised)))
        }
        guard violations.isEmpty else { throw InvalidParams(violations) }
        let domains: [DomainName] = given.domains?.elements ?? []
        let addresses: [PostalAddress] = given.addresses?.elements ?? []
        if domains.isEmpty, taxIDs.isEmpty, channels.isEmpty, addresses.isEmpty, given.employees == nil { return nil }
        self.init(
            domains: domains, taxIds: taxIDs, channels: channels, addresses: addresses, employees: given.employees)
    }

    /// About the bytes as JSON, with names of members.
    var size: Int {
        let names = domains.reduce(0) { $0 + $1.text.utf8.count + 4 }
        let numbers = taxIds.reduce(0) { $0 + $1.value.text.utf8.count + $1.normalised.text.utf8.count + 60 }
        let ways = channels.reduce(0) { $0 + $1.value.text.utf8.count + $1.normalised.text.utf8.count + 60 }
        let places = addresses.reduce(0) { sum, address in
            let lines = address.lines.reduce(100) { $0 + $1.text.utf8.count }
            let code = address.postalCode?.text.utf8.count ?? 0
            return sum + lines + code + (address.city?.text.utf8.count ?? 0) + (address.region?.text.utf8.count ?? 0)
        }
        return names + numbers + ways + places + 100
    }
}

/// By what a client is found beside its name.
struct ClientKey: Hashable {
    enum Kind: String {
        case domain
        case email
        case phone
        case taxID = "tax_id"
    }

    let kind: Kind
    /// As it is compared.
    let text: String

    static func keys(of details: ClientDetails?) -> Set<ClientKey> {
        guard let details else { return [] }
        var keys = Set(details.domains.map { ClientKey(kind: .domain, text: $0.text) })
        keys.formUnion(details.taxIds.map { ClientKey(kind: .taxID, text: $0.normalised.text) })
        keys.formUnion(
            details.channels.map { channel in
                ClientKey(kind: channel.kind == .email ? .email : .phone, text: channel.normalised.text)
            })
        return keys
    }

    /// Letters and digits alone, in capitals.
    static func taxID(_ typed: String) -> String {
        var text = ""
        for scalar in typed.uppercased().unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
