// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Dispatch
import JSONRPC
import Synchronization

/// Hashes passwords, at most `workers` at once and off the cooperative pool, since each takes 19 MiB and a core for
/// some 60 ms. Callers queue; when the queue is full they are told that the service is busy, so that a flood of
/// logins costs neither memory nor the other methods.
package final class PasswordHasher: Sendable {
    struct Verification: Equatable {
        let matches: Bool
        /// The hash has other parameters than new ones get.
        let isOutdated: Bool
    }

    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Line {
        var running = 0
        var nextID: UInt64 = 0
        var waiting: [Waiter] = []
    }

    private enum Entry {
        case admitted, cancelled, full, waiting
    }

    private let workers: Int
    private let queueLimit: Int
    private let cost: Argon2id.Cost
    private let nobody: PasswordHash
    private let line = Mutex(Line())
    private let threads = DispatchQueue(label: "kontor.passwords", attributes: .concurrent)

    init(workers: Int = 2, queueLimit: Int = 64, cost: Argon2id.Cost = .standard) {
        self.workers = workers
        self.queueLimit = queueLimit
        self.cost = cost
        nobody = PasswordHash.ofNobody(cost: cost)
    }

    /// Throws `RPCFailure` busy when the queue is full.
    func hash(_ password: String) async throws -> PasswordHash {
        let salt = RandomSecret.bytes(PasswordHash.saltByteCount)
        let digest = try await digest(
            of: password, salt: salt, cost: cost, byteCount: PasswordHash.digestByteCount)
        return PasswordHash(cost: cost, salt: salt, digest: digest)
    }

    /// Without a hash it takes as long and never matches. Throws `RPCFailure` busy when the queue is full.
    func verify(_ password: String, against hash: PasswordHash?) async throws -> Verification {
        let expected = hash ?? nobody
        let digest = try await digest(
            of: password, salt: expected.salt, cost: expected.cost, byteCount: expected.digest.count)
        let matches = digest.isEqualInConstantTime(to: expected.digest) && hash != nil
        return Verification(matches: matches, isOutdated: expected.cost != cost)
    }

    /// How many callers wait; for metrics.
    var waiting: Int { line.withLock { $0.waiting.count } }

    private func digest(
        of password: String, salt: [UInt8], cost: Argon2id.Cost, byteCount: Int
    ) async throws -> [UInt8] {
        let bytes = PasswordRules.normalised(password)
        try await enter()
        defer { leave() }
        return try await withCheckedThrowingContinuation { continuation in
            threads.async {
                continuation.resume(
                    with: Result { () throws(Argon2id.Failure) in
                        try Argon2id.digest(of: bytes, salt: salt, cost: cost, byteCount: byteCount)
                    }.mapError { $0 as any Error })
            }
        }
    }

    private func enter() async throws {
        let id = line.withLock { line in
            line.nextID += 1
            return line.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                switch admit(Waiter(id: id, continuation: continuation)) {
                case .admitted: continuation.resume()
                case .cancelled: continuation.resume(throwing: CancellationError())
                case .full: continuation.resume(throwing: RPCFailure(.busy, detail: "too many logins at once"))
                case .waiting: break
                }
            }
        } onCancel: {
            let waiter = line.withLock { line in
                line.waiting.firstIndex { $0.id == id }.map { line.waiting.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func admit(_ waiter: Waiter) -> Entry {
        line.withLock { line in
            // A task that is cancelled before this lock finds nobody to remove afterwards.
            if Task.isCancelled { return .cancelled }
            if line.running < workers {
                line.running += 1
                return .admitted
            }
            guard line.waiting.count < queueLimit else { return .full }
            line.waiting.append(waiter)
            return .waiting
        }
    }

    private func leave() {
        let next = line.withLock { line -> Waiter? in
            guard !line.waiting.isEmpty else {
                line.running -= 1
                return nil
            }
            return line.waiting.removeFirst()
        }
        next?.continuation.resume()
    }
}
