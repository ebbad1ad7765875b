// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What one row of a revenue report covers.
public enum RevenuePeriod: String, TextEnumeration {
    /// The whole period that was asked for.
    case total
    /// One calendar month, as far as it lies in the period.
    case month
}
