// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// How the columns of other systems' exports are named: by label as their screens export them, and by name as their
/// interfaces do. Compared without case, blanks and punctuation.
enum ImportPresets {
    /// Letters and digits alone, in lower case.
    static func normalised(_ name: String) -> String {
        var text = ""
        for scalar in name.lowercased().unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            text.unicodeScalars.append(scalar)
        }
        return text
    }

    /// Normalised, the likeliest first.
    static func columns(for field: ImportField, of kind: ImportKind, in preset: ImportPreset) -> [String] {
        let named: [String]? =
            switch (preset, kind) {
            case (.plain, _): [field.rawValue]
            case (.salesforce, .clients): salesforceAccounts[field]
            case (.salesforce, .contacts): salesforceContacts[field]
            case (.salesforce, .leads): SalesPresets.salesforceLeads[field]
            case (.salesforce, .opportunities): SalesPresets.salesforceOpportunities[field]
            case (.hubspot, .clients): hubspotCompanies[field]
            case (.hubspot, .contacts): hubspotContacts[field]
            case (.hubspot, .leads): SalesPresets.hubspotLeads[field]
            case (.hubspot, .opportunities): SalesPresets.hubspotDeals[field]
            case (.zoho, .clients): zohoAccounts[field]
            case (.zoho, .contacts): zohoContacts[field]
            case (.zoho, .leads): SalesPresets.zohoLeads[field]
            case (.zoho, .opportunities): SalesPresets.zohoDeals[field]
            }
        return (named ?? []).map(normalised)
    }

    private static let salesforceAccounts: [ImportField: [String]] = [
        .externalId: ["Account ID", "Id"],
        .name: ["Account Name", "Name"],
        .lifecycle: ["Type", "Account Type"],
        .industry: ["Industry"],
        .currency: ["Account Currency", "CurrencyIsoCode"],
        .domain: ["Website"],
        .phone: ["Phone", "Account Phone"],
        .fax: ["Fax", "Account Fax"],
        .street: ["Billing Street", "Billing Address Line 1"],
        .city: ["Billing City"],
        .region: ["Billing State/Province", "Billing State"],
        .postalCode: ["Billing Zip/Postal Code", "Billing Postal Code"],
        .addressCountry: ["Billing Country Code", "Billing Country"],
        .country: ["Billing Country Code", "Billing Country"],
        .employees: ["Employees", "NumberOfEmployees"],
    ]

    private static let salesforceContacts: [ImportField: [String]] = [
        .externalId: ["Contact ID", "Id"],
        .clientExternalId: ["Account ID"],
        .name: ["Full Name", "Name"],
        .firstName: ["First Name"],
        .lastName: ["Last Name"],
        .role: ["Title"],
        .email: ["Email"],
        .phone: ["Phone", "Business Phone"],
        .mobile: ["Mobile", "Mobile Phone"],
        .homePhone: ["Home Phone"],
        .otherPhone: ["Other Phone"],
        .assistantPhone: ["Asst. Phone", "Assistant Phone"],
        .fax: ["Fax", "Business Fax"],
    ]

    private static let hubspotCompanies: [ImportField: [String]] = [
        .externalId: ["Record ID", "Company ID", "hs_object_id"],
        .name: ["Company name", "Name"],
        .lifecycle: ["Lifecycle Stage"],
        .industry: ["Industry"],
        .currency: ["Currency", "hs_currency"],
        .domain: ["Company Domain Name", "Domain", "Website URL", "Website"],
        .phone: ["Phone Number", "Phone"],
        .street: ["Street Address", "Address"],
        .city: ["City"],
        .region: ["State/Region", "State"],
        .postalCode: ["Postal Code", "Zip"],
        .addressCountry: ["Country/Region", "Country"],
        .country: ["Country/Region", "Country"],
        .employees: ["Number of Employees", "numberofemployees"],
    ]

    private static let hubspotContacts: [ImportField: [String]] = [
        .externalId: ["Record ID", "Contact ID", "hs_object_id"],
        .clientExternalId: [
            "Associated Company IDs", "Associated Company ID", "Primary Associated Company ID", "associatedcompanyid",
        ],
        .firstName: ["First Name"],
        .lastName: ["Last Name"],
        .role: ["Job Title"],
        .email: ["Email"],
        .phone: ["Phone Number", "Phone"],
        .mobile: ["Mobile Phone Number", "Mobile Phone"],
        .fax: ["Fax Number", "Fax"],
    ]

    private static let zohoAccounts: [ImportField: [String]] = [
        .externalId: ["Record Id", "Account Id"],
        .name: ["Account Name"],
        .lifecycle: ["Account Type"],
        .industry: ["Industry"],
        .currency: ["Currency"],
        .domain: ["Website"],
        .phone: ["Phone"],
        .fax: ["Fax"],
        .street: ["Billing Street"],
        .city: ["Billing City"],
        .region: ["Billing State"],
        .postalCode: ["Billing Code"],
        .addressCountry: ["Billing Country"],
        .country: ["Billing Country"],
        .employees: ["Employees", "No of Employees"],
    ]

    private static let zohoContacts: [ImportField: [String]] = [
        .externalId: ["Record Id", "Contact Id"],
        .clientExternalId: ["Account Name.id", "Account Name ID", "Account Id"],
        .name: ["Full Name"],
        .firstName: ["First Name"],
        .lastName: ["Last Name"],
        .role: ["Title"],
        .email: ["Email", "Secondary Email"],
        .phone: ["Phone"],
        .mobile: ["Mobile"],
        .homePhone: ["Home Phone"],
        .otherPhone: ["Other Phone"],
        .assistantPhone: ["Asst Phone"],
        .fax: ["Fax"],
    ]
}
