// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres

extension JournalReads {
    /// What was turned over in the budget lines that the batch touches.
    static func budgets(_ places: Set<Int>, of budgets: BudgetSettings, in book: Int32) -> [JournalRead] {
        BudgetTurnoverStore.statements(places.sorted(), of: budgets, in: book).map { sql in
            JournalRead(sql) { result, state in
                for (place, sum) in try result.rows(as: (Int, Int128).self) { state.budgetUse[place] = sum }
            }
        }
    }
}
