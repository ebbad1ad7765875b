// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What the rows of an import are.
public enum ImportKind: String, TextEnumeration {
    case clients
    /// Their clients must be there already.
    case contacts
    case leads
    /// Their clients must be there already.
    case opportunities
}

/// How the columns of a file are named, and what its words mean.
public enum ImportPreset: String, TextEnumeration {
    case hubspot
    /// Columns are named after the fields, as `exportRows` names them.
    case plain
    case salesforce
    case zoho
}
