// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Where a field comes from, instead of what the preset says of it: from a column, or the same value for all rows.
/// A field may be named several times: what is not empty counts, in this order. A column that is named `field:` and a
/// custom field needs no mapping.
public struct ImportMapping: Codable, Sendable, Hashable {
    public let field: ImportField?
    /// A custom field of the records, instead of `field`.
    public let customField: CustomFieldName?
    /// The name of a column, exactly as in `columns`.
    public let column: Text<1, 200>?
    /// For rows whose columns for the field are empty.
    public let value: Text<1, 200>?

    public init(
        field: ImportField? = nil, customField: CustomFieldName? = nil, column: Text<1, 200>? = nil,
        value: Text<1, 200>? = nil
    ) {
        self.field = field
        self.customField = customField
        self.column = column
        self.value = value
    }
}
