// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
package import Postgres

/// Columns in the order of `AssignmentColumns`.
extension Assignment: RowDecodable {
    package init(row: inout Row) throws {
        self.init(
            id: try row.next(), client: try row.next(), user: try row.next(), role: try row.next(),
            share: try row.next(), isPrimary: try row.next(), from: try row.next(), to: try row.next())
    }
}

extension Team.Member: RowDecodable {
    init(row: inout Row) throws {
        self.init(assignment: try Assignment(row: &row), vacantAs: try row.next())
    }
}

extension PortfolioItem: RowDecodable {
    package init(row: inout Row) throws {
        self.init(
            assignment: try Assignment(row: &row), name: try row.next(), lifecycle: try row.next(),
            tier: try row.next())
    }
}

enum AssignmentColumns {
    /// Of an `assignment`.
    static var present: SQL {
        """
        assignment.assignment_id, assignment.client_id, assignment.user_id, assignment.role, assignment.share,
        assignment.is_primary, assignment.starts_on, assignment.ends_on
        """
    }
}
