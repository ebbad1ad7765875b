// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// The columns of CSV: those of clients and contacts are named as the fields that imports know.
enum ExportColumns {
    /// `fields` are the custom fields of the records.
    static func names(of kind: ExportKind, fields: [CustomField]) -> [String] {
        names(of: kind) + fields.map { ImportDefinition.customPrefix + $0.name.text }
    }

    private static func names(of kind: ExportKind) -> [String] {
        switch kind {
        case .clients: clients.map(\.rawValue)
        case .contacts: contacts.map(\.rawValue)
        case .opportunities:
            [
                "id", "externalId", "client", "clientExternalId", "kind", "name", "stage", "stageSince", "probability",
                "amount", "currency",
                "expectedCloseOn", "owner", "contact", "source", "competitor", "nextStep", "outcome", "closedOn",
                "closingReason", "createdAt", "updatedAt",
            ]
        case .leads:
            [
                "id", "externalId", "company", "name", "role", "status", "disqualification", "email", "phone", "mobile",
                "homePhone", "otherPhone", "fax", "moreChannels", "country", "industry", "language", "source", "owner",
                "amount", "currency", "need", "client", "contact", "opportunity", "createdAt", "updatedAt",
            ]
        case .contracts:
            [
                "id", "client", "state", "reference", "currency", "startsOn", "endsOn", "noticeDays", "renewalMonths",
                "recurringValue", "recurringCurrency", "endedOn", "createdAt", "updatedAt",
            ]
        }
    }

    private static let clients: [ImportField] = [
        .id, .externalId, .name, .kind, .lifecycle, .tier, .segment, .industry, .country, .currency, .locale, .domain,
        .taxId, .email, .phone, .fax, .moreChannels, .street, .postalCode, .city, .region, .addressCountry, .employees,
    ]

    private static let contacts: [ImportField] = [
        .id, .externalId, .name, .client, .clientExternalId, .role, .leftOn, .email, .phone, .mobile, .homePhone,
        .otherPhone, .assistantPhone, .fax, .moreChannels, .language, .timeZone,
    ]

    static func row(_ client: Client, system: ExternalSystem?) -> [String?] {
        let details = client.details
        let address = details?.addresses.first
        return [
            client.id.text, client.externalIds.first { $0.system == system }?.id.text, client.name.text,
            client.kind.rawValue, client.lifecycle.rawValue, client.tier?.text, client.segment?.text,
            client.industry?.text, client.country?.text, client.currency?.text, client.locale?.text,
            details?.domains.first?.text, details?.taxIds.first?.value.text,
            value(details?.channels, .email, .work), value(details?.channels, .phone, .work),
            value(details?.channels, .phone, .fax), more(details?.channels, than: ofClients),
            address.map { $0.lines.map(\.text).joined(separator: "\n") },
            address?.postalCode?.text, address?.city?.text, address?.region?.text, address?.country?.text,
            details?.employees.map { String($0.rawValue) },
        ]
    }

    /// A row for each of the contact's clients.
    static func rows(_ contact: Contact, names: ExportNames) -> [[String?]] {
        contact.positions.map { position in
            [
                contact.id.text, names.contacts[contact.id], contact.name.text, position.client.text,
                names.clients[position.client], position.role.text, position.leftOn?.text,
                value(contact.channels, .email, .work), value(contact.channels, .phone, .work),
                value(contact.channels, .phone, .mobile), value(contact.channels, .phone, .home),
                value(contact.channels, .phone, .other), value(contact.channels, .phone, .assistant),
                value(contact.channels, .phone, .fax), more(contact.channels, than: ofContacts),
                contact.language?.text, contact.timeZone?.text,
            ]
        }
    }

    static func row(_ opportunity: Opportunity, names: ExportNames) -> [String?] {
        [
            opportunity.id.text, names.opportunities[opportunity.id], opportunity.client.text,
            names.clients[opportunity.client], opportunity.kind.rawValue, opportunity.name.text,
            opportunity.stage.text, opportunity.stageSince.text, opportunity.probability.map { "\($0.rawValue)" },
            opportunity.amount.amount, opportunity.amount.currency.text, opportunity.expectedCloseOn?.text,
            opportunity.owner?.text, opportunity.contact?.text, opportunity.source?.text,
            opportunity.competitor?.text, opportunity.nextStep?.text, opportunity.closing?.outcome.rawValue,
            opportunity.closing?.on.text, opportunity.closing?.reason?.text, opportunity.createdAt.text,
            opportunity.updatedAt.text,
        ]
    }

    static func row(_ lead: Lead, names: ExportNames) -> [String?] {
        [
            lead.id.text, names.leads[lead.id], lead.company?.text, lead.person?.text, lead.position?.text,
            lead.status.rawValue, lead.disqualification?.text,
            value(lead.channels, .email, .work), value(lead.channels, .phone, .work),
            value(lead.channels, .phone, .mobile), value(lead.channels, .phone, .home),
            value(lead.channels, .phone, .other), value(lead.channels, .phone, .fax),
            more(lead.channels, than: ofLeads), lead.country?.text, lead.industry?.text, lead.language?.text,
            lead.source?.text, lead.owner?.text, lead.estimate?.amount, lead.estimate?.currency.text, lead.need?.text,
            lead.conversion?.client.text, lead.conversion?.contact?.text, lead.conversion?.opportunity?.text,
            lead.createdAt.text, lead.updatedAt.text,
        ]
    }

    static func row(_ contract: Contract) -> [String?] {
        let terms = contract.terms
        return [
            contract.id.text, contract.client.text, contract.state.rawValue, contract.reference?.text,
            contract.currency.text, terms.startsOn.text, terms.endsOn?.text,
            terms.noticeDays.map { "\($0.rawValue)" }, terms.renewalMonths.map { "\($0.rawValue)" },
            contract.recurringValue.amount, contract.recurringValue.currency.text, contract.endedOn?.text,
            contract.createdAt.text, contract.updatedAt.text,
        ]
    }

    /// Custom values in the order of the fields.
    static func cells(_ values: [CustomFieldValue]?, of fields: [CustomField]) -> [String?] {
        let known = Dictionary((values ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return fields.map { known[$0.name]?.written }
    }

    private typealias Way = (kind: ChannelKind, use: ChannelUse)

    /// Of which the first has a column of its own.
    private static let ofClients: [Way] = [(.email, .work), (.phone, .work), (.phone, .fax)]
    private static let ofLeads: [Way] = ofClients + [(.phone, .mobile), (.phone, .home), (.phone, .other)]
    private static let ofContacts: [Way] = ofLeads + [(.phone, .assistant)]

    /// Channels without a column of their own, each on a line; nil when there are none.
    private static func more(_ channels: [ContactChannel]?, than ways: [Way]) -> String? {
        var rest = channels ?? []
        for way in ways {
            guard let place = rest.firstIndex(where: { $0.kind == way.kind && $0.use == way.use }) else { continue }
            rest.remove(at: place)
        }
        return rest.isEmpty ? nil : rest.map(\.line).joined(separator: "\n")
    }

    /// The first of the kind and use.
    private static func value(_ channels: [ContactChannel]?, _ kind: ChannelKind, _ use: ChannelUse) -> String? {
        channels?.first { $0.kind == kind && $0.use == use }?.value.text
    }
}

/// What a system outside calls records.
struct ExportNames {
    var contacts: [ContactID: String] = [:]
    var clients: [ClientID: String] = [:]
    var leads: [LeadID: String] = [:]
    var opportunities: [OpportunityID: String] = [:]
}
