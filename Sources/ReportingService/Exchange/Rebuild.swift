// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import ServiceKit

/// Makes everything again from the feeds' first records, beside what is live, and replaces that when it has come as
/// far. It may be interrupted and begun again; replicas that serve take part.
package enum Rebuild {
    /// No feed came any further for a long time.
    package struct Stuck: Error, CustomStringConvertible {
        package let description = "no feed could be read for two minutes; the rebuild goes on when it is begun again"
    }

    private static let organisation = ConfigurationKey(
        "organisation", help: "only what belongs to this organisation; everything unless given")
    private static let patience = Duration.seconds(120)

    package static let command = ServiceCommand(
        "rebuild", help: "make all figures again from the feeds, beside the live ones", keys: [organisation]
    ) { environment in
        let only = try environment.configuration.text(organisation).map { try OrganisationID(validating: $0) }
        let count = try await run(environment, only)
        return "\(count) feeds rebuilt\n"
    }

    /// Answers how many feeds were rebuilt, when the last one is.
    package static func run(
        _ environment: ServiceEnvironment, _ organisation: OrganisationID? = nil
    ) async throws -> Int {
        let readers = FeedReaders(environment)
        let count =
            try await rebuild(readers.clients, organisation, environment)
            + rebuild(readers.ledger, organisation, environment)
        return count
    }

    private static func rebuild<Source: FeedSource>(
        _ feeds: FeedConsumer<Source>, _ organisation: OrganisationID?, _ environment: ServiceEnvironment
    ) async throws -> Int {
        let count = try await FeedGenerations.begin(
            Source.name, of: organisation, at: environment.clock.now(), in: environment.database)
        var end = ContinuousClock.now + patience
        while try await FeedGenerations.areUnfinished(Source.name, in: environment.database) {
            let pass = try await feeds.pass()
            if !pass.isIdle {
                end = .now + patience
            } else if .now >= end {
                throw Stuck()
            } else {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
        return count
    }
}
