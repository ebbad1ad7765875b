// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import JSONRPC
import Postgres
import ServiceKit
import Synchronization

/// The signing keys of this replica: those of the database, read again every half minute and whenever somebody asks
/// for keys to verify with. Which key signs is decided in the database alone, once for all replicas.
package final class KeyRing: Sendable {
    /// How often a replica looks whether the keys have changed, or should.
    package static let refreshInterval = Duration.seconds(30)

    private struct Contents {
        let active: SigningKey
        let published: [PublicKey]
    }

    private let database: PostgresPool
    private let clock: Clock
    private let sealer: KeySealer
    private let contents = Mutex<Contents?>(nil)

    init(database: PostgresPool, clock: Clock, sealer: KeySealer) {
        self.database = database
        self.clock = clock
        self.sealer = sealer
    }

    /// The key to sign with. Before the first `refresh` the service is busy.
    func active() throws -> SigningKey {
        guard let active = contents.withLock({ $0?.active }) else {
            throw RPCFailure(.busy, detail: "there is no key to sign with yet")
        }
        return active
    }

    /// What may verify a token now, as this replica knows it.
    var published: [PublicKey] {
        contents.withLock { $0?.published ?? [] }
    }

    /// Takes the steps that are due, unless another replica has just taken them, and reads the keys. Throws
    /// `KeySealer.CannotOpen` when this replica has another secret than the one that made the active key.
    package func refresh() async throws {
        var keys = try await KeyStore.all(in: database)
        if !KeyRotationRules.steps(for: keys.map(\.times), at: clock.now()).isEmpty {
            keys = try await database.withTransaction { tx in try await rotate(in: tx) }
        }
        guard let active = keys.first(where: { $0.times.state == .active }) else { return }
        let signing = try await SigningKey(
            kid: active.kid, privateKey: try sealer.open(active.sealedPrivateKey, of: active.kid))
        let read = Contents(active: signing, published: try keys.map { try $0.published() })
        contents.withLock { $0 = read }
    }

    private func rotate(in tx: Transaction) async throws -> [StoredKey] {
        try await KeyStore.lock(in: tx)
        let now = clock.now()
        let keys = try await KeyStore.all(in: tx)
        for step in KeyRotationRules.steps(for: keys.map(\.times), at: now) {
            switch step {
            case .createActive: try await KeyStore.insert(.make(.active, at: now, sealer: sealer), in: tx)
            case .createNext: try await KeyStore.insert(.make(.next, at: now, sealer: sealer), in: tx)
            case .activateNext: try await KeyStore.activateNext(at: now, in: tx)
            case .withdraw(let index): try await KeyStore.delete(keys[index].kid, in: tx)
            }
        }
        return try await KeyStore.all(in: tx)
    }
}

/// Identity verifies with the keys of its own database, so that it needs no other replica.
extension KeyRing: KeySource {
    package func keys() async throws -> [PublicKey] {
        try await refresh()
        return published
    }
}
