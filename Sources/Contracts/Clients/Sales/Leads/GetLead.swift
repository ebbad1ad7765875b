// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A converted one too, which says what it has become.
public struct GetLead: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.getLead"
    public static let summary = "Answers a lead."
    public static let access = Access.permission(.readSales)
    public static let errors: [any DomainError.Type] = [
        LeadNotFound.self,
        SubjectErased.self,
    ]

    public let lead: LeadID

    public init(lead: LeadID) {
        self.lead = lead
    }

    public struct Response: Codable, Sendable, Equatable {
        public let lead: Lead

        public init(lead: Lead) {
            self.lead = lead
        }
    }
}
