// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

/// Two ways to do one thing, timed in turns. Machines change speed while they run, so each round is compared with the
/// one right after it, and the median of these ratios decides. All rounds last about as long, so that being
/// interrupted costs both alike.
struct Comparison {
    let name: String
    /// The other way must take at least this many times as long as ours.
    let bar: Double

    private static let rounds = 101
    private static let roundMicroseconds = 3000.0

    /// Prints the medians; true when the bar is met.
    func run(ours: () throws -> Void, theirs: () throws -> Void) rethrows -> Bool {
        let myCount = try Comparison.callsPerRound(ours)
        let otherCount = try Comparison.callsPerRound(theirs)
        var pairs: [(ours: Double, theirs: Double)] = []
        for _ in 0..<Comparison.rounds {
            pairs.append(
                (
                    try Comparison.microseconds(ours, calls: myCount),
                    try Comparison.microseconds(theirs, calls: otherCount)
                ))
        }
        let ratio = Comparison.median(pairs.map { $0.theirs / $0.ours })
        let (mine, other) = (Comparison.median(pairs.map(\.ours)), Comparison.median(pairs.map(\.theirs)))
        let isMet = ratio >= bar
        let line =
            "\(name): \(rounded(mine)) us, Foundation \(rounded(other)) us, "
            + "\(rounded(ratio)) times as fast (bar \(bar): \(isMet ? "met" : "MISSED"))\n"
        FileHandle.standardOutput.write(Data(line.utf8))
        return isMet
    }

    /// The second of two trials counts: the first one also fills caches.
    private static func callsPerRound(_ body: () throws -> Void) rethrows -> Int {
        _ = try microseconds(body, calls: 1000)
        return max(1, Int(roundMicroseconds / (try microseconds(body, calls: 1000))))
    }

    /// For one call.
    static func microseconds(_ body: () throws -> Void, calls: Int) rethrows -> Double {
        let clock = ContinuousClock()
        let duration = try clock.measure {
            for _ in 0..<calls { try body() }
        }
        return duration / .microseconds(1) / Double(calls)
    }

    static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    private func rounded(_ value: Double) -> String {
        String(format: "%.2f", value)
    }
}
