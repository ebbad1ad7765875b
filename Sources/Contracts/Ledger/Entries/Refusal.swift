// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A domain error as one row's outcome in a bulk call.
public struct Refusal: Codable, Sendable, Equatable {
    public let code: ErrorCode
    /// The error's stable name.
    public let reason: Text<1, 100>
    public let message: Text<0, 500>

    public init(code: ErrorCode, reason: Text<1, 100>, message: Text<0, 500>) {
        self.code = code
        self.reason = reason
        self.message = message
    }
}

/// A domain error's code.
public struct ErrorCode: WholeNumber {
    public static let range: ClosedRange<Int64> = -32_768...9999
    public static let meaning = "An error's code, as in the error reference."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
