// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Where a value stands. Found from the tape when somebody asks, so that decoding never keeps track of it.
enum NodePath {
    enum Step {
        case name(String)
        case position(Int)

        init(_ key: any CodingKey) {
            self = key.intValue.map { .position($0) } ?? .name(key.stringValue)
        }

        var key: any CodingKey {
            switch self {
            case .name(let name): PathKey(stringValue: name)
            case .position(let position): PathKey(intValue: position)
            }
        }
    }

    /// Characters of a member name that a path shows.
    private static let nameLimit = 64

    /// From the value at `root` down to the token at `index`, which may be a value or a name.
    static func steps(to index: Int, from root: Int, in tape: Tape) -> [Step] {
        var steps: [Step] = []
        var container = root
        while container != index {
            let isObject = tape.tokens[container].kind == .object
            var child = container + 1
            var position = 0
            while child < index {
                let next = Int(tape.tokens[isObject ? child + 1 : child].next)
                if next > index { break }
                child = next
                position += 1
            }
            steps.append(isObject ? .name(tape.string(at: child)) : .position(position))
            if isObject, child == index { break }
            container = isObject ? child + 1 : child
        }
        return steps
    }

    static func text(_ steps: [Step]) -> String {
        steps.reduce(into: "$") { path, step in
            switch step {
            case .name(let name): path += suffix(name)
            case .position(let position): path += "[\(position)]"
            }
        }
    }

    /// `.amount`, or `["odd name"]` with JSON's escapes. A very long name is cut.
    static func suffix(_ name: String) -> String {
        let isPlain = name.utf8.enumerated().allSatisfy { position, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): position > 0
            default: false
            }
        }
        let shown = name.unicodeScalars.count > nameLimit ? cut(name) + "…" : name
        return isPlain && !name.isEmpty ? ".\(shown)" : "[\(JSONText.quoted(shown))]"
    }

    /// By scalars: one Character can be as long as the request.
    private static func cut(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.prefix(nameLimit)))
    }

    /// The raw values of an enumeration that lists its cases: better to read than what it was given.
    static func choices<T>(of type: T.Type) -> String? {
        guard let type = type as? any (CaseIterable & RawRepresentable).Type else { return nil }
        return rawValues(of: type)
    }

    private static func rawValues<T: CaseIterable & RawRepresentable>(of type: T.Type) -> String? {
        guard T.RawValue.self == String.self || T.RawValue.self == Int.self, !T.allCases.isEmpty else { return nil }
        return T.allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
    }
}

/// A step of a coding path.
struct PathKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }
}
