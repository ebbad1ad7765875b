// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
package import ServiceKit

/// The feeds that reporting follows.
package struct FeedReaders: Sendable {
    package let clients: FeedConsumer<ClientFeed>
    package let ledger: FeedConsumer<LedgerFeed>

    package init(_ environment: ServiceEnvironment) {
        clients = FeedConsumer(ClientFeed(environment.remote(ClientsAPI.self)), in: environment)
        ledger = FeedConsumer(LedgerFeed(environment.remote(LedgerAPI.self)), in: environment)
    }

    package var work: [BackgroundWork] { [clients.work(), ledger.work()] }
}
