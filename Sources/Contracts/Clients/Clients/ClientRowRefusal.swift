// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Why a row of a bulk call was not carried out.
public struct ClientRowRefusal: Codable, Sendable, Equatable {
    public enum Reason: String, TextEnumeration {
        /// A field's value is not allowed.
        case invalidValue
        /// The client is new and the row has no name.
        case nameMissing
        /// An earlier row of the call has the same external id.
        case repeated
        /// The external id is that of a client whom the caller does not see.
        case taken
    }

    public let reason: Reason
    /// Where in the params, as a JSON path: `$.rows[3].country`.
    public let path: Text<1, 200>
    /// What must hold there.
    public let rule: Text<1, 400>

    public init(reason: Reason, path: Text<1, 200>, rule: Text<1, 400>) {
        self.reason = reason
        self.path = path
        self.rule = rule
    }
}
