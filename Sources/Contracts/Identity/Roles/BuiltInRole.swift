// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The roles that every organisation has. The raw value stands in stored bindings, so it never changes.
public enum BuiltInRole: String, TextEnumeration {
    case accountDirector = "account-director"
    case accountExecutive = "account-executive"
    case accountManager = "account-manager"
    case accountant
    case administrator
    case analyst
    case auditor
    case bookkeeper
    case integrator
    case keyAccountManager = "key-account-manager"

    /// What the role is for, in one sentence.
    public var summary: String {
        switch self {
        case .accountDirector: "Leads account managers: shares clients out, reads the ledger, reports and users."
        case .accountExecutive: "Wins and keeps clients."
        case .accountManager: "Looks after clients and reads their reports."
        case .accountant: "Keeps the books: charts of accounts, entries and reports."
        case .administrator: "May do everything in the organisation."
        case .analyst: "Reads clients, the ledger and reports."
        case .auditor: "Reads everything, users included, and changes nothing."
        case .bookkeeper: "Posts entries."
        case .integrator: "For programs that exchange clients and entries with other systems."
        case .keyAccountManager: "Looks after clients and reads what they owe."
        }
    }

    public var permissions: [Permission] {
        switch self {
        case .accountDirector:
            [
                .readUsers, .readClients, .writeClients, .readContacts, .writeContacts, .assignClients,
                .reassignPortfolios, .grantAccess, .mergeClients, .configureClients, .approvePlans, .configureSales,
                .approveConcessions, .importRecords, .exportRecords, .readLedger, .readReports,
            ] + BuiltInRole.accountWork
        case .accountExecutive:
            [.readClients, .writeClients, .readContacts, .writeContacts, .assignClients] + BuiltInRole.accountWork
        case .accountManager:
            [.readClients, .writeClients, .readContacts, .writeContacts, .assignClients, .readReports]
                + BuiltInRole.accountWork
        case .accountant:
            [
                .readClients, .readAllClients, .readContracts, .manageAccounts, .manageBooks, .managePeriods,
                .closeYears, .postEntries, .holdFunds, .readLedger, .readReports, .manageRates, .revalueAccounts,
                .exportBooks, .importJournals, .verifyBooks, .manageBudgets, .manageSchedules,
            ]
        case .administrator: Permission.allCases
        case .analyst:
            [.readClients, .readAllClients, .readConcerns, .readContracts, .readSales, .readLedger, .readReports]
        case .auditor:
            [
                .readUsers, .readClients, .readAllClients, .readContacts, .readConcerns, .readWork, .readPlans,
                .readContracts, .readSales, .exportRecords, .readLedger, .exportBooks, .verifyBooks, .readReports,
            ]
        case .bookkeeper: [.readClients, .readAllClients, .postEntries, .holdFunds, .readLedger]
        case .integrator:
            [
                .readClientFeed, .readClients, .readAllClients, .writeClients, .readContacts, .writeContacts,
                .assignClients, .reassignPortfolios, .grantAccess, .mergeClients, .manageHierarchy, .manageWebhooks,
                .configureSales, .importRecords, .exportRecords, .manageRates,
                .postEntries, .holdFunds, .readLedger, .readLedgerFeed,
                .readReports, .exportBooks, .importJournals,
            ] + BuiltInRole.accountWork
        case .keyAccountManager:
            [.readClients, .writeClients, .readContacts, .writeContacts, .assignClients, .readLedger, .readReports]
                + BuiltInRole.accountWork
        }
    }

    /// What everybody does who looks after clients.
    private static let accountWork: [Permission] = [
        .readConcerns, .writeConcerns, .readWork, .writeWork, .readPlans, .writePlans, .readSales,
        .writeSales, .readContracts, .writeContracts, .signContracts,
    ]
}
