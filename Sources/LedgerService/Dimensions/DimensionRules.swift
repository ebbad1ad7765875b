// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Rules of dimensions that need no database.
enum DimensionRules {
    /// A book does not make or close clients: they are those of the clients service.
    static func requireOwnValues(_ dimension: Dimension) throws(InvalidParams) {
        guard dimension != .client else {
            throw InvalidParams(path: "$.dimension", rule: "must be cost_centre, project or product")
        }
    }

    static func requireListFit(_ declared: DeclaredDimension) throws(InvalidParams) {
        guard declared.dimension != .client || !declared.isClosedList else {
            throw InvalidParams(path: "$.isClosedList", rule: "must be false for client, whose values are the clients")
        }
    }
}
