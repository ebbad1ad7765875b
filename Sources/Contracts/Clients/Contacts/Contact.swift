// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A person at one or several clients, as of one version of the record.
public struct Contact: Codable, Sendable, Equatable {
    public let id: ContactID
    /// From 1; each change adds 1.
    public let version: Version
    public let name: Text<1, 200>
    /// One for each client.
    public let positions: [ContactPosition]
    public let channels: [ContactChannel]
    /// In which the person likes to be spoken to.
    public let language: LocaleTag?
    public let timeZone: TimeZoneName?
    public let preferredTimes: [PreferredTime]
    /// Custom fields that have a value, by name; absent while there are none.
    public let fields: [CustomFieldValue]?
    public let createdAt: Instant
    /// When this version was written.
    public let updatedAt: Instant
    /// When the person's data was erased; absent while it is there.
    public let erasedAt: Instant?

    public init(
        id: ContactID, version: Version, name: Text<1, 200>, positions: [ContactPosition],
        channels: [ContactChannel], language: LocaleTag? = nil, timeZone: TimeZoneName? = nil,
        preferredTimes: [PreferredTime], fields: [CustomFieldValue]? = nil, createdAt: Instant, updatedAt: Instant,
        erasedAt: Instant? = nil
    ) {
        self.id = id
        self.version = version
        self.name = name
        self.positions = positions
        self.channels = channels
        self.language = language
        self.timeZone = timeZone
        self.preferredTimes = preferredTimes
        self.fields = fields
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.erasedAt = erasedAt
    }
}
