// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A value that crosses the wire: it knows its schema, an example, and refuses what is out of range when decoded.
public protocol ContractValue: Codable, Sendable, Hashable {
    static var schema: Schema { get }
    static var example: Self { get }
}

/// Text or a number that a value's own rule refuses. The description is the rule, ready for `data.violations`.
public struct ContractViolation: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ rule: String) {
        description = rule
    }
}

/// A value that is written as a JSON string.
public protocol TextValue: ContractValue, CustomStringConvertible {
    var text: String { get }
    init(validating text: String) throws(ContractViolation)
}

extension TextValue {
    public init(from decoder: any Decoder) throws {
        try self.init(validating: decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var description: String { text }
}

/// A whole number within a range, written as a JSON number. For counts, versions and positions only, never money.
public protocol WholeNumber: ContractValue, Comparable, CustomStringConvertible {
    static var range: ClosedRange<Int64> { get }
    static var meaning: String { get }
    var rawValue: Int64 { get }
    init(unchecked rawValue: Int64)
}

extension WholeNumber {
    public init(validating rawValue: Int64) throws(ContractViolation) {
        guard Self.range.contains(rawValue) else {
            throw ContractViolation("must be from \(Self.range.lowerBound) to \(Self.range.upperBound)")
        }
        self.init(unchecked: rawValue)
    }

    public init(from decoder: any Decoder) throws {
        try self.init(validating: decoder.singleValueContainer().decode(Int64.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public static var schema: Schema { .integer(range, description: meaning) }
    public static var example: Self { Self(unchecked: max(1, range.lowerBound)) }
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    public var description: String { String(rawValue) }
}

/// The greatest number that every JSON implementation keeps exactly: 2^53 - 1.
public let greatestExactInteger: Int64 = 9_007_199_254_740_991

/// A closed set of words, written as a JSON string.
public protocol TextEnumeration: ContractValue, CaseIterable, RawRepresentable where RawValue == String {}

extension TextEnumeration {
    public static var schema: Schema { .enumeration(allCases.map(\.rawValue)) }
    public static var example: Self { allCases[allCases.startIndex] }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Self(rawValue: text) else {
            throw ContractViolation("must be one of " + Self.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension Bool: ContractValue {
    public static var schema: Schema { .boolean }
    public static var example: Bool { true }
}
