// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a caller may do in his organisation. Closed: a role is a set of these.
///
/// The raw value stands in tokens, in the OpenRPC document and in stored roles, so it never changes.
public enum Permission: String, TextEnumeration {
    case manageServiceAccounts = "identity.manage_service_accounts"
    case manageUsers = "identity.manage_users"
    case readUsers = "identity.read_users"

    case approveConcessions = "clients.approve_concessions"
    case approvePlans = "clients.approve_plans"
    case assignClients = "clients.assign"
    case configureClients = "clients.configure"
    case configureSales = "clients.configure_sales"
    case exportRecords = "clients.export"
    case grantAccess = "clients.grant_access"
    case importRecords = "clients.import"
    case manageHierarchy = "clients.manage_hierarchy"
    case managePrivacy = "clients.manage_privacy"
    case mergeClients = "clients.merge"
    case readAllClients = "clients.read_all"
    case readClientFeed = "clients.read_feed"
    case readClients = "clients.read"
    case readConcerns = "clients.read_concerns"
    case readContacts = "clients.read_contacts"
    case readContracts = "clients.read_contracts"
    case readPlans = "clients.read_plans"
    case readSales = "clients.read_sales"
    case readWork = "clients.read_work"
    case reassignPortfolios = "clients.reassign_portfolios"
    case signContracts = "clients.sign_contracts"
    case writeClients = "clients.write"
    case writeConcerns = "clients.write_concerns"
    case writeContacts = "clients.write_contacts"
    case writeContracts = "clients.write_contracts"
    case writePlans = "clients.write_plans"
    case writeSales = "clients.write_sales"
    case writeWork = "clients.write_work"

    case closeYears = "ledger.close_years"
    case exportBooks = "ledger.export"
    case holdFunds = "ledger.hold_funds"
    case importJournals = "ledger.import"
    case manageAccounts = "ledger.manage_accounts"
    case manageBooks = "ledger.manage_books"
    case manageBudgets = "ledger.manage_budgets"
    case managePeriods = "ledger.manage_periods"
    case manageRates = "ledger.manage_rates"
    case manageSchedules = "ledger.manage_schedules"
    case postEntries = "ledger.post_entries"
    case readLedger = "ledger.read"
    case readLedgerFeed = "ledger.read_feed"
    case revalueAccounts = "ledger.revalue_accounts"
    case verifyBooks = "ledger.verify"

    case readReports = "reporting.read"
}
