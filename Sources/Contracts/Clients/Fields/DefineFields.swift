// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The given ones are the fields of the subject's records from now on. A field that is left out is retired, as is a
/// choice: values that records have stay, whatever is defined. Given again, it is active again; its kind and its target
/// are for good.
public struct DefineFields: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.defineFields"
    public static let summary = "Defines the organisation's custom fields of one kind of records."
    public static let access = Access.permission(.configureClients)
    public static let errors: [any DomainError.Type] = [VersionConflict.self]

    public let idempotencyKey: IdempotencyKey
    /// Of all custom fields of the organisation, as `clients.listFields` answers it.
    public let ifVersion: Version
    public let subject: CustomFieldSubject
    /// In the order in which they are shown; names differ.
    public let fields: List<0, 50, NewCustomField>

    public init(
        idempotencyKey: IdempotencyKey, ifVersion: Version, subject: CustomFieldSubject,
        fields: List<0, 50, NewCustomField>
    ) {
        self.idempotencyKey = idempotencyKey
        self.ifVersion = ifVersion
        self.subject = subject
        self.fields = fields
    }

    public struct Response: Codable, Sendable, Equatable {
        /// Of the subject alone.
        public let fields: CustomFieldSet

        public init(fields: CustomFieldSet) {
            self.fields = fields
        }
    }
}
