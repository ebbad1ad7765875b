// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a column may hold. Names of columns in the preset `plain`.
public enum ImportField: String, TextEnumeration {
    /// What the other system calls the record: by it a row finds what an earlier import has made.
    case externalId
    /// What Kontor calls the record, where the file comes from Kontor: it is looked for before the external id.
    case id
    case name

    case kind
    /// A lifecycle, or with a preset the other system's word for one.
    case lifecycle
    case tier
    case segment
    case industry
    /// A country's code or English name.
    case country
    case currency
    case locale
    /// A domain, or the address of a page of it.
    case domain
    case taxId
    case email
    case phone
    case fax
    case street
    case postalCode
    case city
    case region
    /// Of the address; the client's country when there is none.
    case addressCountry
    case employees

    case firstName
    case lastName
    /// What Kontor calls the contact's client.
    case client
    /// What the other system calls the contact's clients; several stand between semicolons.
    case clientExternalId
    /// What the person is at his clients.
    case role
    case leftOn
    case mobile
    case homePhone
    case otherPhone
    case assistantPhone
    /// Those that have no column of their own, each on a line: `email work ada@example.com`.
    case moreChannels
    case language
    case timeZone

    /// Of a lead.
    case company
    case status
    /// Why a lead was disqualified.
    case disqualification
    case need
    /// What a lead may be worth, or an opportunity is.
    case amount
    case source
    /// The id of a user.
    case owner

    /// Of an opportunity: a stage's code or name.
    case stage
    /// In per cent; the stage's when it is left out.
    case probability
    case expectedCloseOn
    case closedOn
    case closingReason
    /// What Kontor calls the contact with whom an opportunity is, and what the other system calls him.
    case contact
    case contactExternalId
    case competitor
    case nextStep
}
