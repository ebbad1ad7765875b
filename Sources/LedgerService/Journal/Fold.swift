// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Decides a batch in arrival order: a pure function of the book's state and the requests.
///
/// Each request is accepted or refused by itself, or with its group; a refused one changes nothing but its key's
/// outcome.
enum Fold {
    static func fold(
        _ units: [JournalUnit], onto state: inout JournalState
    ) -> (batch: JournalBatch, answers: [[PostingAnswer]]) {
        var batch = JournalBatch()
        expireHolds(&state, &batch)
        let answers = units.map { unit in
            unit.isAtomic && unit.requests.count > 1
                ? group(unit.requests, &state, &batch) : unit.requests.map { answer($0, &state, &batch) }
        }
        return (batch, answers)
    }

    private static func answer(
        _ request: JournalRequest, _ state: inout JournalState, _ batch: inout JournalBatch
    ) -> PostingAnswer {
        if let known = known(request, state) { return known }
        state.warnings = []
        let result = apply(request, &state, &batch)
        remember(request, result, &state, &batch)
        return PostingAnswer(result: result, isRepeated: false, warnings: state.warnings)
    }

    private static func known(_ request: JournalRequest, _ state: JournalState) -> PostingAnswer? {
        guard let known = state.outcomes[request.key] else { return nil }
        guard known.paramsDigest == request.paramsDigest else {
            return PostingAnswer(result: .refused(IdempotencyKeyReused()), isRepeated: false)
        }
        return PostingAnswer(result: known.outcome, isRepeated: true)
    }

    private static func remember(
        _ request: JournalRequest, _ result: PostingResult, _ state: inout JournalState, _ batch: inout JournalBatch
    ) {
        state.outcomes[request.key] = KeyedOutcome(paramsDigest: request.paramsDigest, outcome: result)
        if case .posted = result { return }
        batch.keys.append(.init(key: request.key, paramsDigest: request.paramsDigest, outcome: result))
    }

    /// All or none. Those that were refused for themselves keep that outcome; the others' keys stay free, since
    /// nothing was decided about them.
    private static func group(
        _ requests: [JournalRequest], _ state: inout JournalState, _ batch: inout JournalBatch
    ) -> [PostingAnswer] {
        let before = (state, batch)
        let answers = requests.map { answer($0, &state, &batch) }
        guard answers.contains(where: \.isRefused) else { return answers }
        (state, batch) = before
        return zip(requests, answers).map { request, answer in
            guard answer.isRefused else {
                return answer.isRepeated ? answer : PostingAnswer(result: .refused(GroupRefused()), isRepeated: false)
            }
            if !answer.isRepeated, state.outcomes[request.key] == nil {
                remember(request, answer.result, &state, &batch)
            }
            return answer
        }
    }

    private static func apply(
        _ request: JournalRequest, _ state: inout JournalState, _ batch: inout JournalBatch
    ) -> PostingResult {
        do {
            switch request.command {
            case .post(let draft): return try post(draft, request, &state, &batch)
            case .reverse(let reversal): return try reverse(reversal, request, &state, &batch)
            case .hold(let draft): return try hold(draft, request, &state, &batch)
            case .confirm(let confirmation): return try confirm(confirmation, request, &state, &batch)
            case .void(let number): return try void(number, &state, &batch)
            }
        } catch let error as any DomainError {
            return .refused(error)
        } catch {
            preconditionFailure("The fold throws domain errors only: \(error)")
        }
    }
}

extension PostingAnswer {
    var isRefused: Bool {
        if case .refused = result { true } else { false }
    }
}
