// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Keeps a page of records below the answer limit (4 MiB): a reader who asks for 1000 of the largest records gets
/// fewer, and goes on from there, rather than an error at which he is stuck.
enum PageSize {
    /// Bytes of records in one answer. JSON escapes may double a text, so half of the answer limit.
    private static let limit = 2 << 20

    /// How many of the records fit; at least one, since the largest has some 50 KiB.
    static func fitting(_ clients: some Sequence<Client>) -> Int {
        fitting(sizes: clients.lazy.map(size(of:)))
    }

    /// How many records of these sizes fit; at least one.
    static func fitting(sizes: some Sequence<Int>) -> Int {
        var bytes = 0
        var count = 0
        for size in sizes {
            bytes += size
            guard count == 0 || bytes <= limit else { break }
            count += 1
        }
        return count
    }

    /// About the bytes of the record as JSON, with names of members.
    static func size(of client: Client) -> Int {
        let texts = [client.name.text, client.tier?.text, client.segment?.text, client.industry?.text]
        let names = client.externalIds.reduce(0) { $0 + $1.system.text.utf8.count + $1.id.text.utf8.count + 24 }
        let fields = client.fields?.reduce(0) { $0 + $1.size } ?? 0
        return texts.reduce(500 + names + (client.details?.size ?? 0) + fields) { $0 + ($1?.utf8.count ?? 0) }
    }
}
