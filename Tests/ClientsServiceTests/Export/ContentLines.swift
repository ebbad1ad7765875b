// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

/// Strict readers of what RFC 6350 and RFC 5545 have in common.
struct ReadLine: Equatable {
    /// With its parameters.
    let name: String
    let value: String

    /// Unfolds a text. Records an issue for every line that is not as the standards want it.
    static func all(_ text: String) -> [ReadLine] {
        #expect(text.isEmpty || text.hasSuffix("\r\n"))
        var lines: [[UInt8]] = []
        for line in Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            #expect(line.last == 0x0D, "a line does not end with a carriage return")
            let line = line.dropLast()
            #expect(line.count <= 75, "a line of \(line.count) octets")
            #expect(String(validating: line, as: UTF8.self) != nil, "a character is cut in two")
            #expect(!line.contains { $0 < 0x20 && $0 != 0x09 }, "a control character")
            if line.first == 0x20, !lines.isEmpty {
                lines[lines.count - 1] += line.dropFirst()
            } else {
                lines.append(Array(line))
            }
        }
        return lines.map { bytes in
            let line = String(decoding: bytes, as: UTF8.self)
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            #expect(parts.count == 2, "no value: \(line)")
            let name = parts[0].split(separator: ";").first ?? ""
            #expect(
                !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) })
            return ReadLine(name: parts[0], value: parts.count == 2 ? parts[1] : "")
        }
    }

    /// A value that is text. Commas and semicolons must be escaped in it.
    var text: String {
        var text = ""
        var isEscaped = false
        for character in value {
            if isEscaped {
                #expect("\\;,n".contains(character), "an unknown escape")
                text.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                #expect(character != ";" && character != ",", "\(value) is not escaped")
                text.append(character)
            }
        }
        return text
    }
}

extension [ReadLine] {
    func texts(_ name: String) -> [String] { filter { $0.name == name }.map(\.text) }
    func values(_ name: String) -> [String] { filter { $0.name == name }.map(\.value) }

    /// The lines of each component of a name, which must be closed in order.
    func components(_ name: String) -> [[ReadLine]] {
        var open: [String] = []
        var found: [[ReadLine]] = []
        for line in self {
            if line.name == "BEGIN" {
                open.append(line.value)
                if line.value == name { found.append([]) }
            }
            if open.last == name, !found.isEmpty { found[found.count - 1].append(line) }
            if line.name == "END" { #expect(open.popLast() == line.value, "\(line.value) was not open") }
        }
        #expect(open.isEmpty, "\(open) are not closed")
        return found
    }
}
