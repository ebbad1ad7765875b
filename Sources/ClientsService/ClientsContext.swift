// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
package import Postgres
package import ServiceKit

/// What the handlers stand on.
package struct ClientsContext: Sendable {
    package let database: PostgresPool
    package let clock: Clock
    package let commands: Commands
    let feeds: FeedWaiter
    let webhooks: WebhookSetUp
    /// Clients by id, as they are now.
    let clientReads: GatheredReads<SoughtClient, ClientAndChanges>

    init(database: PostgresPool, clock: Clock, commands: Commands, feeds: FeedWaiter, webhooks: WebhookSetUp) {
        self.database = database
        self.clock = clock
        self.commands = commands
        self.feeds = feeds
        self.webhooks = webhooks
        clientReads = GatheredReads { try await ClientReadStore.clients($0, in: database) }
    }

    /// Carries a command out once for its key, in one transaction.
    func once<C: Command>(
        _ command: C, by caller: Caller, _ body: (Transaction) async throws -> C.Response
    ) async throws -> C.Response {
        try await commands.once(command, by: caller, body)
    }
}
