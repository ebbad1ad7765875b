// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// Conditions on `ledger.line`, each beginning with `and`. Every value is bound; what is not asked for is no clause, so
/// that each combination is a statement of its own with a plan of its own.
enum LineClauses {
    static func accounts(_ accounts: [Int32]?) -> SQL {
        accounts.map { " and line.account_id = any(\($0))" } ?? ""
    }

    static func currency(_ currency: CurrencyCode?) -> SQL {
        currency.map { " and line.currency = \($0)" } ?? ""
    }

    /// A value that the book never met has no symbol, and matches no line.
    static func dimensions(_ filter: DimensionFilter?, of book: Int32) -> SQL {
        var clauses: SQL = ""
        if let client = filter?.client {
            clauses += " and line.client_id = \(symbol(.client, client.text, of: book))"
        }
        if let code = filter?.costCentre {
            clauses += " and line.cost_centre_id = \(symbol(.costCentre, code.text, of: book))"
        }
        if let code = filter?.project {
            clauses += " and line.project_id = \(symbol(.project, code.text, of: book))"
        }
        if let code = filter?.product {
            clauses += " and line.product_id = \(symbol(.product, code.text, of: book))"
        }
        return clauses
    }

    private static func symbol(_ dimension: Dimension, _ code: String, of book: Int32) -> SQL {
        """
        (select symbol_id from ledger.symbol
            where book_id = \(book) and dimension = \(dimension.rawValue) and code = \(code))
        """
    }
}

extension Dimension {
    /// The column of `ledger.line` with the value's symbol.
    var column: SQL {
        switch self {
        case .client: "line.client_id"
        case .costCentre: "line.cost_centre_id"
        case .project: "line.project_id"
        case .product: "line.product_id"
        }
    }
}
