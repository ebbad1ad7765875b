// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A text that is held even when its value's rule refuses it, so that one bad row of a bulk call refuses only itself.
///
/// On the wire it is what `Value` is: a JSON string, whose schema is the value's.
public struct Checked<Value: ContractValue>: ContractValue {
    /// As it came.
    public let text: String
    private let outcome: Outcome

    private enum Outcome: Sendable, Hashable {
        case valid(Value)
        case refused(rule: String)
    }

    public init(_ value: Value) {
        text = Checked.text(of: value)
        outcome = .valid(value)
    }

    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
        do {
            outcome = .valid(try Value(from: decoder))
        } catch let violation as ContractViolation {
            outcome = .refused(rule: violation.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public func value() throws(ContractViolation) -> Value {
        switch outcome {
        case .valid(let value): return value
        case .refused(let rule): throw ContractViolation(rule)
        }
    }

    public static var schema: Schema { Value.schema }
    public static var example: Checked { Checked(Value.example) }

    private static func text(of value: Value) -> String {
        (value as? any TextValue)?.text ?? (value as? any RawRepresentable<String>)?.rawValue ?? ""
    }
}

extension Checked where Value: TextValue {
    /// Holds any text; `value()` tells later whether the rule takes it.
    public init(unchecked text: String) {
        self.text = text
        do throws(ContractViolation) {
            outcome = .valid(try Value(validating: text))
        } catch {
            outcome = .refused(rule: error.description)
        }
    }
}
