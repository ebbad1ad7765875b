// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Every house rule. A rule that has no sample in `Sample.all` fails the tests.
enum Rules {
    static let all: [Rule] = [
        size, names, headers, links, pages, arrows, concurrency, shipped, sql, contracts, errors, migrations, tests,
    ].flatMap(\.self)
}
