// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Lines of vCards (RFC 6350) and calendars (RFC 5545).
enum ContentLine {
    /// Octets of a line without its end; what is longer goes on in the next line, behind a blank.
    private static let octets = 75

    /// A property whose value is text.
    static func text(_ name: String, _ value: String) -> String { folded(name + ":" + escaped(value)) }

    /// A property as it is: its value needs no escapes.
    static func raw(_ name: String, _ value: String) -> String { folded(name + ":" + value) }

    static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case ";": text += "\\;"
            case ",": text += "\\,"
            case "\n": text += "\\n"
            case "\r": break
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// No character is cut in two.
    private static func folded(_ line: String) -> String {
        var text = ""
        var count = 0
        for scalar in line.unicodeScalars {
            let size = String(scalar).utf8.count
            if count + size > octets {
                text += "\r\n "
                count = 1
            }
            text.unicodeScalars.append(scalar)
            count += size
        }
        return text + "\r\n"
    }
}

extension String {
    /// An instant as both formats write it, without fractions of a second: `20260331T080000Z`.
    var basicTime: String { String(filter { $0 != "-" && $0 != ":" }.prefix { $0 != "." && $0 != "Z" }) + "Z" }

    /// A day as both formats write it: `20260331`.
    var basicDay: String { filter { $0 != "-" } }
}
