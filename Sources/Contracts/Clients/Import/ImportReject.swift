// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A row that was not carried out, and why.
public struct ImportReject: Codable, Sendable, Equatable {
    public enum Reason: String, TextEnumeration {
        /// The contact or the opportunity is new and the row names no client.
        case clientMissing
        /// There is no such client, or the caller does not see it.
        case clientUnknown
        /// The opportunity is closed, or the lead was converted, and the row would change it.
        case closed
        /// There is no such contact, or he is not at the opportunity's client.
        case contactUnknown
        /// A cell's value is not allowed.
        case invalidValue
        /// The record is new and the row has no name.
        case nameMissing
        /// Another row of the same call means the same client by another id.
        case repeated
        /// The external id is that of a record which the caller does not see.
        case taken
    }

    /// The row's number in the import, from 0.
    public let row: Count
    /// The row's line in the file, as the caller gave it.
    public let line: LineNumber
    /// The column to blame, when one is.
    public let column: Text<0, 200>?
    public let reason: Reason
    /// What must hold.
    public let rule: Text<1, 400>

    public init(row: Count, line: LineNumber, column: Text<0, 200>? = nil, reason: Reason, rule: Text<1, 400>) {
        self.row = row
        self.line = line
        self.column = column
        self.reason = reason
        self.rule = rule
    }
}
