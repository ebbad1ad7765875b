// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

/// Two ways to do one thing, timed in turns so that what else the machine does hits both.
struct Comparison {
    let name: String
    /// The other way must take at least this many times as long as ours.
    let bar: Double

    private static let rounds = 25
    private static let iterations = 2000

    /// Prints the medians; true when the bar is met.
    func run(ours: () throws -> Void, theirs: () throws -> Void) rethrows -> Bool {
        var mine: [Double] = []
        var other: [Double] = []
        for _ in 0..<Comparison.rounds {
            mine.append(try Comparison.microseconds(ours))
            other.append(try Comparison.microseconds(theirs))
        }
        let (left, right) = (Comparison.median(mine), Comparison.median(other))
        let isMet = right / left >= bar
        let verdict = isMet ? "met" : "MISSED"
        let line =
            "\(name): \(rounded(left)) us, Foundation \(rounded(right)) us, "
            + "\(rounded(right / left)) times as fast (bar \(bar): \(verdict))\n"
        FileHandle.standardOutput.write(Data(line.utf8))
        return isMet
    }

    /// For one call.
    static func microseconds(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let duration = try clock.measure {
            for _ in 0..<iterations { try body() }
        }
        return duration / .microseconds(1) / Double(iterations)
    }

    static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    private func rounded(_ value: Double) -> String {
        String(format: "%.2f", value)
    }
}
