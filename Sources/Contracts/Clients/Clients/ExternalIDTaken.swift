// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Another client of the organisation has the external id.
public struct ExternalIDTaken: DomainError {
    public static let code = 2002
    public static let reason = "clients.external_id_taken"
    /// The first of the given ones that is taken.
    public let externalId: ExternalID

    public init(externalId: ExternalID) {
        self.externalId = externalId
    }

    public var message: String { "Another client has the external id." }
}
