// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Where a verification stands between two pages.
struct VerifyPosition: Codable, Sendable {
    enum Stage: String, Codable, Sendable {
        case journal
        case sums
        case records
        case holds
    }

    var stage: Stage
    /// The last link that was looked at; beyond `place` when that one could not be followed.
    var lookedAt: Int64
    /// The last link that was checked.
    var place: Place
    /// The last account whose sums were derived.
    var account: Int32
    /// The last hold that was compared.
    var hold: Int64

    struct Place: Codable, Sendable {
        let position: Int64
        let entry: Int64
        let recordedAt: Instant
        let hash: ChainHash

        init(_ link: StoredLink) {
            position = link.feedPosition
            entry = link.entryNumber
            recordedAt = link.recordedAt
            guard let hash = ChainHash(bytes: link.hash) else {
                preconditionFailure("the table holds hashes of 32 bytes only")
            }
            self.hash = hash
        }

        var stored: StoredLink {
            StoredLink(feedPosition: position, entryNumber: entry, recordedAt: recordedAt, hash: hash.bytes)
        }

        var link: ChainLink { ChainLink(position: FeedPosition(unchecked: position), hash: hash) }
    }

    init(after link: StoredLink) {
        stage = .journal
        lookedAt = link.feedPosition
        place = Place(link)
        account = 0
        hold = 0
    }
}

/// What a cursor belongs to besides its list.
struct VerifyFilter: Codable, Equatable, Sendable {
    let book: BookID
    let scope: VerifyScope
}
