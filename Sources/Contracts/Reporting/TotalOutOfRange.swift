// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A sum of exact amounts does not fit 64 bits of minor units.
public struct TotalOutOfRange: DomainError {
    public static let code = 4002
    public static let reason = "reporting.total_out_of_range"
    public init() {}
    public var message: String { "A sum of amounts is too large to be answered exactly." }
}
