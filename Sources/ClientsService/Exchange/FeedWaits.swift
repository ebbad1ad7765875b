// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres

/// Lets readers of a feed wait for its next item.
struct FeedWaits: Sendable {
    /// Left of a call's time when its wait ends, so that the answer arrives before the caller gives up.
    private static let margin = Duration.milliseconds(200)

    private let listener: NotificationListener
    private let channel: PostgresIdentifier

    init(configuration: PostgresConfiguration) throws {
        guard let channel = PostgresIdentifier(FeedStore.channel) else {
            throw PostgresError.encoding("the feed's channel is no identifier")
        }
        self.channel = channel
        listener = try NotificationListener(configuration: configuration)
    }

    /// Serves until the task is cancelled; then every wait ends, and readers get what there is.
    func run() async {
        let (never, end) = AsyncStream.makeStream(of: Never.self)
        await withTaskCancellationHandler {
            for await _ in never {}
        } onCancel: {
            end.finish()
        }
        listener.close()
    }

    /// Reads, and as long as there are no items, again whenever the organisation's feed moved, until the wait is over.
    func read(
        _ organisation: OrganisationID, wait: Duration,
        _ read: @escaping @Sendable () async throws -> ReadClientFeed.Response
    ) async throws -> ReadClientFeed.Response {
        let now = ContinuousClock.now
        let response = try await read()
        let end = min(now + wait, CallContext.deadline.map { $0 - FeedWaits.margin } ?? now + wait)
        guard response.items.isEmpty, ContinuousClock.now < end else { return response }
        return try await withThrowingTaskGroup(of: ReadClientFeed.Response?.self) { group in
            group.addTask {
                // The first notification says that none is missed from now on, so what came before is read now.
                for await notification in listener.notifications(on: channel)
                where notification == .resync || notification == .payload(organisation.text) {
                    let response = try await read()
                    if !response.items.isEmpty { return response }
                }
                return nil
            }
            group.addTask {
                try await Task.sleep(until: end, clock: .continuous)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next()?.flatMap { $0 } ?? response
        }
    }
}
