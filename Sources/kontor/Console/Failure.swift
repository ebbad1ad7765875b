// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What went wrong and what to do about it, in words for the person at the terminal.
struct Failure: Error, Equatable, CustomStringConvertible {
    let message: String
    /// What helps, when something does.
    let advice: String?

    init(_ message: String, advice: String? = nil) {
        self.message = message
        self.advice = advice
    }

    var description: String {
        guard let advice else { return message }
        return "\(message)\n\(advice)"
    }
}
