// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Foundation
package import JSONRPC
package import ServiceKit

/// What managers read. It asks the other services for their feeds alone, and never while it answers.
package enum ReportingServer: Service {
    package static let name = ServiceName.reporting
    package static let api: any ServiceAPI.Type = ReportingAPI.self
    package static let migrations = Bundle.module.bundlePath + "/Migrations"

    package static let methods: [any Handler<ReportingContext>.Type] = [
        GetFreshness.self,
        GetReportedTrialBalance.self,
        GetRevenueByClient.self,
    ]

    package static let commands = [Rebuild.command]

    package static func makeContext(_ environment: ServiceEnvironment) async throws -> ReportingContext {
        ReportingContext(environment)
    }

    package static func backgroundWork(
        _ context: ReportingContext, _ environment: ServiceEnvironment
    ) -> [BackgroundWork] {
        context.readers.work
    }
}
