// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A place that breaks a house rule, with what to write instead. It prints as a compiler's message does.
struct Finding: Equatable, Comparable, CustomStringConvertible {
    let path: String
    /// From 1.
    let line: Int
    let what: String
    let instead: String

    var place: String { "\(path):\(line)" }
    var description: String { "\(place): \(what), \(instead)" }

    static func < (left: Finding, right: Finding) -> Bool {
        (left.path, left.line) < (right.path, right.line)
    }
}
