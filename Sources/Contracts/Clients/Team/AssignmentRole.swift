// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// As what a user looks after a client.
public enum AssignmentRole: String, TextEnumeration {
    case accountDirector = "account_director"
    case accountExecutive = "account_executive"
    case accountManager = "account_manager"
    case assistantManager = "assistant_manager"
    case associateManager = "associate_manager"
    case executiveSponsor = "executive_sponsor"
    case juniorExecutive = "junior_executive"
    case keyAccountManager = "key_account_manager"
    case seniorExecutive = "senior_executive"
    case specialist

    /// Whether somebody in the role may be a client's primary manager. Sponsors and specialists help one.
    public var mayBePrimary: Bool { self != .executiveSponsor && self != .specialist }
}
