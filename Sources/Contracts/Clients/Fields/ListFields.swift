// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An organisation begins without any.
public struct ListFields: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listFields"
    public static let summary = "Answers the organisation's custom fields, active and retired."
    public static let access = Access.permission(.readClients)

    /// All when left out.
    public let subject: CustomFieldSubject?

    public init(subject: CustomFieldSubject? = nil) {
        self.subject = subject
    }

    public struct Response: Codable, Sendable, Equatable {
        public let fields: CustomFieldSet

        public init(fields: CustomFieldSet) {
            self.fields = fields
        }
    }
}
