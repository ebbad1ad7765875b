// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// What parts of the ledger say to an entry that is balanced and whose lines are fit: the order here is the order in
/// which errors are answered.
enum FoldRules {
    /// Throws the domain error of the first rule that the entry breaks.
    static func check(
        _ draft: EntryDraft, _ lines: [ResolvedLine], _ request: JournalRequest, _ state: JournalState
    ) throws {
        try state.settings.periods.check(
            draft.postedOn, module: draft.module, kind: draft.kind, by: request.actor.text, at: state.recordedAt)
    }
}
