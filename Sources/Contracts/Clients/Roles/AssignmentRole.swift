// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// As what a user looks after a client: the code of one of the organisation's team roles, which never changes.
public struct AssignmentRole: TextValue, Comparable {
    public let text: String

    public init(validating text: String) throws(ContractViolation) {
        guard
            TextRule.isToken(
                text, length: 1...40, { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
        else { throw ContractViolation("must be 1 to 40 small letters, digits and underscores") }
        self.text = text
    }

    public static var schema: Schema {
        .text(length: 1...40, pattern: "^[a-z0-9_]+$", description: "The code of a team role.")
    }

    public static var example: Self { .accountManager }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
    private init(unchecked text: String) { self.text = text }
}

/// Those with which every organisation begins.
extension AssignmentRole {
    public static let accountDirector = AssignmentRole(unchecked: "account_director")
    public static let accountExecutive = AssignmentRole(unchecked: "account_executive")
    public static let accountManager = AssignmentRole(unchecked: "account_manager")
    public static let assistantManager = AssignmentRole(unchecked: "assistant_manager")
    public static let associateManager = AssignmentRole(unchecked: "associate_manager")
    public static let executiveSponsor = AssignmentRole(unchecked: "executive_sponsor")
    public static let juniorExecutive = AssignmentRole(unchecked: "junior_executive")
    public static let keyAccountManager = AssignmentRole(unchecked: "key_account_manager")
    public static let seniorExecutive = AssignmentRole(unchecked: "senior_executive")
    public static let specialist = AssignmentRole(unchecked: "specialist")
}
