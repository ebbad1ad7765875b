// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Deals clients out to receivers.
struct PortfolioDeal {
    private let receivers: [PortfolioReceiver]
    /// Clients that count, by receiver.
    private var counts: [Int]

    init(_ receivers: [PortfolioReceiver], loads: [UserID: Int]) {
        self.receivers = receivers
        counts = receivers.map { loads[$0.user] ?? 0 }
    }

    /// Who has the fewest for his weight among those whose places in the list are free, or nil; he has one more then.
    mutating func next(where isFree: (Int) -> Bool) -> UserID? {
        var chosen: Int?
        for index in receivers.indices where isFree(index) {
            guard let best = chosen else {
                chosen = index
                continue
            }
            if counts[index] * weight(of: best) < counts[best] * weight(of: index) { chosen = index }
        }
        guard let chosen else { return nil }
        counts[chosen] += 1
        return receivers[chosen].user
    }

    private func weight(of index: Int) -> Int {
        Int(receivers[index].weight?.rawValue ?? 1)
    }
}
