// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A part of the work of a role for a client, in per cent.
public struct SharePercent: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...100
    public static let meaning = "A part of the work of a role for a client, in per cent."
    public static let whole = SharePercent(unchecked: 100)
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
