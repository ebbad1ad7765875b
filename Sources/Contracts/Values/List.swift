// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A list of `minimum` to `maximum` elements.
public struct List<let minimum: Int, let maximum: Int, Element: Codable & Sendable>: Codable, Sendable,
    RandomAccessCollection
{
    public let elements: [Element]

    public init(validating elements: [Element]) throws(ContractViolation) {
        guard elements.count >= minimum, elements.count <= maximum else {
            throw ContractViolation("must have \(minimum) to \(maximum) elements")
        }
        self.elements = elements
    }

    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        var elements: [Element] = []
        elements.reserveCapacity(Swift.min(container.count ?? 0, maximum))
        while !container.isAtEnd {
            guard elements.count < maximum else {
                throw ContractViolation("must have \(minimum) to \(maximum) elements")
            }
            elements.append(try container.decode(Element.self))
        }
        try self.init(validating: elements)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for element in elements { try container.encode(element) }
    }

    public var startIndex: Int { elements.startIndex }
    public var endIndex: Int { elements.endIndex }
    public subscript(position: Int) -> Element { elements[position] }
}

extension List: Equatable where Element: Equatable {}
extension List: Hashable where Element: Hashable {}

/// What the schema probe asks of a list without knowing its element.
public protocol BoundedList {
    static var count: ClosedRange<Int> { get }
}

extension List: BoundedList {
    public static var count: ClosedRange<Int> { minimum...maximum }
}
