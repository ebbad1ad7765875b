// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How many of something; from 0.
public struct Count: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...greatestExactInteger
    public static let meaning = "A count."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
    public init(_ count: Int) { rawValue = Int64(count) }
}

/// A record's version, from 1; each change adds 1.
public struct Version: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...greatestExactInteger
    public static let meaning = "A record's version: each change adds 1."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A position in a change feed. The first record has 1; 0 is before it.
public struct FeedPosition: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...greatestExactInteger
    public static let meaning = "A position in a change feed: dense, from 1; 0 is before the first record."
    public static let start = FeedPosition(unchecked: 0)
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// How many records a page holds at most.
public struct PageLimit: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...1000
    public static let meaning = "How many records a page holds at most."
    public static let standard = PageLimit(unchecked: 100)
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// How long a feed's reader is willing to wait for the next record, in milliseconds.
public struct WaitMilliseconds: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...30_000
    public static let meaning = "How long to wait for the next record, in milliseconds."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A duration in whole seconds.
public struct Seconds: WholeNumber {
    public static let range: ClosedRange<Int64> = 0...greatestExactInteger
    public static let meaning = "A duration in seconds."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}

/// A line of a text, from 1.
public struct LineNumber: WholeNumber {
    public static let range: ClosedRange<Int64> = 1...greatestExactInteger
    public static let meaning = "A line of a text, from 1."
    public let rawValue: Int64
    public init(unchecked rawValue: Int64) { self.rawValue = rawValue }
}
