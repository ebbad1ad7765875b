// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a listed client must be; every given member must hold.
public struct ClientFilter: Codable, Sendable, Hashable {
    /// How the name begins, in whichever case and with or without accents.
    public let namePrefix: Text<1, 100>?
    /// Words of which each must begin a word of the name, in whichever case and order, with or without accents; in
    /// scripts without spaces, parts of it.
    public let text: Text<1, 100>?
    public let kind: ClientKind?
    public let lifecycle: Lifecycle?
    public let country: CountryCode?
    /// Clients that have an external id of this system.
    public let externalSystem: ExternalSystem?
    /// Clients whose latest version was written at this instant or later.
    public let updatedSince: Instant?
    /// By custom fields.
    public let fields: List<1, 4, CustomFieldCondition>?

    public init(
        namePrefix: Text<1, 100>? = nil, text: Text<1, 100>? = nil, kind: ClientKind? = nil,
        lifecycle: Lifecycle? = nil, country: CountryCode? = nil, externalSystem: ExternalSystem? = nil,
        updatedSince: Instant? = nil, fields: List<1, 4, CustomFieldCondition>? = nil
    ) {
        self.namePrefix = namePrefix
        self.text = text
        self.kind = kind
        self.lifecycle = lifecycle
        self.country = country
        self.externalSystem = externalSystem
        self.updatedSince = updatedSince
        self.fields = fields
    }
}
