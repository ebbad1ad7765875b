// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What is exported.
public enum ExportKind: String, TextEnumeration {
    case clients
    case contacts
    case contracts
    case leads
    case opportunities
}

/// How records are written in a file.
public enum ExportFormat: String, TextEnumeration {
    /// RFC 4180 with a header. Of what a record has several, the first; of a contact a row for each of his clients.
    case csv
    /// A line for each record, as JSON, with all that is known of it.
    case jsonLines = "json_lines"
}
