// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC
import Testing

@testable import IdentityService

@Suite struct PasswordHasherTests {
    static let cheap = Argon2id.Cost(memory: 64, passes: 1, lanes: 1)

    @Test func onlyTheSamePasswordMatches() async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        let hash = try await hasher.hash("a password of some length")
        #expect(try await hasher.verify("a password of some length", against: hash).matches)
        #expect(try await !hasher.verify("a password of some lengtH", against: hash).matches)
    }

    @Test func everyHashHasItsOwnSalt() async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        #expect(try await hasher.hash("the same").phc != hasher.hash("the same").phc)
    }

    @Test func nobodyHasNoPassword() async throws {
        let verification = try await PasswordHasher(cost: Self.cheap).verify("anything", against: nil)
        #expect(!verification.matches)
    }

    /// é as one scalar and as e with an accent after it.
    @Test func theSameCharactersAreTheSamePasswordHoweverTheyAreTyped() async throws {
        let hasher = PasswordHasher(cost: Self.cheap)
        let hash = try await hasher.hash("caf\u{E9} au lait, deux sucres")
        #expect(try await hasher.verify("cafe\u{301} au lait, deux sucres", against: hash).matches)
    }

    @Test func aHashOfOtherParametersIsVerifiedAndFoundOutdated() async throws {
        let old = try await PasswordHasher(cost: Self.cheap).hash("a password of some length")
        let hasher = PasswordHasher(cost: Argon2id.Cost(memory: 128, passes: 2, lanes: 1))
        let verification = try await hasher.verify("a password of some length", against: old)
        #expect(verification == PasswordHasher.Verification(matches: true, isOutdated: true))
    }

    @Test func beyondTheQueueTheServiceIsBusyAndTheRestIsServed() async throws {
        let hasher = PasswordHasher(workers: 1, queueLimit: 3)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    do {
                        return try await !hasher.verify("anything", against: nil).matches
                    } catch let failure as RPCFailure {
                        return failure.code != .busy
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: (served: 0, busy: 0)) { sum, isServed in
                if isServed { sum.served += 1 } else { sum.busy += 1 }
            }
        }
        #expect(outcomes.served + outcomes.busy == 40)
        #expect(outcomes.served >= 4)
        #expect(outcomes.busy >= 1)
        #expect(hasher.waiting == 0)
    }

    @Test func aCallerWhoGivesUpLeavesTheQueue() async throws {
        let hasher = PasswordHasher(workers: 1, queueLimit: 3)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { _ = try? await hasher.verify("anything", against: nil) }
            }
            group.cancelAll()
        }
        #expect(hasher.waiting == 0)
        #expect(try await !hasher.verify("anything", against: nil).matches)
    }
}
