// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// How columns of leads and of opportunities (deals) are named by other systems.
enum SalesPresets {
    static let salesforceLeads: [ImportField: [String]] = [
        .externalId: ["Lead ID", "Id"],
        .name: ["Full Name", "Name"],
        .firstName: ["First Name"],
        .lastName: ["Last Name"],
        .company: ["Company", "Company / Account"],
        .role: ["Title"],
        .email: ["Email"],
        .phone: ["Phone", "Business Phone"],
        .mobile: ["Mobile", "Mobile Phone"],
        .fax: ["Fax", "Business Fax"],
        .country: ["Country Code", "Country"],
        .industry: ["Industry"],
        .source: ["Lead Source"],
        .status: ["Lead Status", "Status"],
        .need: ["Description"],
    ]

    static let hubspotLeads: [ImportField: [String]] = [
        .externalId: ["Record ID", "Lead ID", "Contact ID", "hs_object_id"],
        .firstName: ["First Name"],
        .lastName: ["Last Name"],
        .company: ["Company Name", "Company"],
        .role: ["Job Title"],
        .email: ["Email"],
        .phone: ["Phone Number", "Phone"],
        .mobile: ["Mobile Phone Number", "Mobile Phone"],
        .fax: ["Fax Number", "Fax"],
        .country: ["Country/Region", "Country"],
        .industry: ["Industry"],
        .source: ["Original Traffic Source", "Original Source", "hs_analytics_source"],
        .status: ["Lead Status", "hs_lead_status"],
    ]

    static let zohoLeads: [ImportField: [String]] = [
        .externalId: ["Record Id", "Lead Id"],
        .name: ["Full Name", "Lead Name"],
        .firstName: ["First Name"],
        .lastName: ["Last Name"],
        .company: ["Company"],
        .role: ["Title"],
        .email: ["Email", "Secondary Email"],
        .phone: ["Phone"],
        .mobile: ["Mobile"],
        .fax: ["Fax"],
        .country: ["Country"],
        .industry: ["Industry"],
        .source: ["Lead Source"],
        .status: ["Lead Status"],
        .need: ["Description"],
    ]

    static let salesforceOpportunities: [ImportField: [String]] = [
        .externalId: ["Opportunity ID", "Id"],
        .clientExternalId: ["Account ID"],
        .contactExternalId: ["Primary Contact ID", "Contact ID"],
        .name: ["Opportunity Name", "Name"],
        .kind: ["Type"],
        .stage: ["Stage", "StageName"],
        .amount: ["Amount"],
        .currency: ["Opportunity Currency", "Amount Currency", "CurrencyIsoCode"],
        .expectedCloseOn: ["Close Date"],
        .closingReason: ["Closed Lost Reason", "Loss Reason"],
        .source: ["Lead Source"],
        .competitor: ["Main Competitor(s)", "MainCompetitors__c"],
        .nextStep: ["Next Step"],
    ]

    static let hubspotDeals: [ImportField: [String]] = [
        .externalId: ["Record ID", "Deal ID", "hs_object_id"],
        .clientExternalId: ["Associated Company IDs", "Associated Company ID", "Primary Associated Company ID"],
        .contactExternalId: ["Associated Contact IDs", "Associated Contact ID"],
        .name: ["Deal Name", "dealname"],
        .kind: ["Deal Type", "dealtype"],
        .stage: ["Deal Stage", "dealstage"],
        .amount: ["Amount"],
        .currency: ["Currency", "deal_currency_code"],
        .expectedCloseOn: ["Close Date", "closedate"],
        .closingReason: ["Closed Lost Reason", "closed_lost_reason"],
        .source: ["Original Traffic Source", "Original Source Type"],
        .nextStep: ["Next Step", "hs_next_step"],
    ]

    static let zohoDeals: [ImportField: [String]] = [
        .externalId: ["Record Id", "Deal Id"],
        .clientExternalId: ["Account Name.id", "Account Name ID", "Account Id"],
        .contactExternalId: ["Contact Name.id", "Contact Name ID", "Contact Id"],
        .name: ["Deal Name", "Potential Name"],
        .kind: ["Type"],
        .stage: ["Stage"],
        .amount: ["Amount"],
        .currency: ["Currency"],
        .expectedCloseOn: ["Closing Date"],
        .closingReason: ["Reason For Loss", "Reason for Loss"],
        .source: ["Lead Source"],
        .nextStep: ["Next Step"],
    ]
}
