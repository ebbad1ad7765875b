// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The contact becomes what the call says, in whole: what is left out is empty afterwards, custom fields
/// excepted: those that are not named stay as they are, so that who does not know of them loses none.
///
/// Without `contact` one is created. With it, `ifVersion` must be given, and when it is not the contact's version any
/// more nothing changes. A call that would change nothing writes nothing: the version stays.
public struct UpsertContact: Command, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.upsertContact"
    public static let summary = "Creates a contact, or replaces it if its version is still the one that was read."
    public static let access = Access.permission(.writeContacts)
    public static let errors: [any DomainError.Type] = [
        ClientNotFound.self,
        ContactNotFound.self,
        ContactTimeZoneUnknown.self,
        PositionHasRelationship.self,
        SubjectErased.self,
        VersionConflict.self,
    ]

    public let idempotencyKey: IdempotencyKey
    /// Absent for a new contact.
    public let contact: ContactID?
    /// Given exactly when `contact` is.
    public let ifVersion: Version?
    public let name: Text<1, 200>
    /// One for each client. One that has a relationship is not taken out, but says `leftOn`.
    public let positions: List<1, 50, ContactPosition>
    /// The preferred one first.
    public let channels: List<0, 20, NewChannel>?
    public let language: LocaleTag?
    /// Of the preferred times, which must not be given without it.
    public let timeZone: TimeZoneName?
    public let preferredTimes: List<0, 14, PreferredTime>?
    /// Custom fields; a name alone empties one.
    public let fields: List<1, 100, CustomFieldValue>?

    public init(
        idempotencyKey: IdempotencyKey, contact: ContactID? = nil, ifVersion: Version? = nil, name: Text<1, 200>,
        positions: List<1, 50, ContactPosition>, channels: List<0, 20, NewChannel>? = nil,
        language: LocaleTag? = nil, timeZone: TimeZoneName? = nil,
        preferredTimes: List<0, 14, PreferredTime>? = nil, fields: List<1, 100, CustomFieldValue>? = nil
    ) {
        self.idempotencyKey = idempotencyKey
        self.contact = contact
        self.ifVersion = ifVersion
        self.name = name
        self.positions = positions
        self.channels = channels
        self.language = language
        self.timeZone = timeZone
        self.preferredTimes = preferredTimes
        self.fields = fields
    }

    public struct Response: Codable, Sendable, Equatable {
        public let contact: Contact

        public init(contact: Contact) {
            self.contact = contact
        }
    }
}
