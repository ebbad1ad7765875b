// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// A password as it is stored, with all that is needed to verify it: a PHC string,
/// `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<digest>`.
struct PasswordHash: Sendable, Equatable {
    static let saltByteCount = 16
    static let digestByteCount = 32
    /// What a stored hash may ask for; a hash beyond it was not written by this service.
    private static let greatestCost = Argon2id.Cost(memory: 1 << 20, passes: 64, lanes: 16)

    let cost: Argon2id.Cost
    let salt: [UInt8]
    let digest: [UInt8]

    init(cost: Argon2id.Cost, salt: [UInt8], digest: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.digest = digest
    }

    /// Nil for text that is no such PHC string.
    init?(phc text: String) {
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0].isEmpty, fields[1] == "argon2id", fields[2] == "v=19",
            let cost = PasswordHash.cost(fields[3]),
            let salt = Base64Text.decode(fields[4], .standard), (8...64).contains(salt.count),
            let digest = Base64Text.decode(fields[5], .standard), (16...64).contains(digest.count)
        else { return nil }
        self.init(cost: cost, salt: salt, digest: digest)
    }

    var phc: String {
        let salt = Base64Text.encode(salt, .standard)
        let digest = Base64Text.encode(digest, .standard)
        return "$argon2id$v=19$m=\(cost.memory),t=\(cost.passes),p=\(cost.lanes)$\(salt)$\(digest)"
    }

    /// That of no password: verifying against it takes as long as against a real one, and fails.
    static func ofNobody(cost: Argon2id.Cost) -> PasswordHash {
        PasswordHash(
            cost: cost, salt: RandomSecret.bytes(saltByteCount), digest: RandomSecret.bytes(digestByteCount))
    }

    private static func cost(_ text: Substring) -> Argon2id.Cost? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3, let memory = number(parts[0], "m="), let passes = number(parts[1], "t="),
            let lanes = number(parts[2], "p="), (8...greatestCost.memory).contains(memory),
            (1...greatestCost.passes).contains(passes), (1...greatestCost.lanes).contains(lanes)
        else { return nil }
        return Argon2id.Cost(memory: memory, passes: passes, lanes: lanes)
    }

    private static func number(_ text: Substring, _ name: String) -> UInt32? {
        text.hasPrefix(name) ? UInt32(text.dropFirst(name.count)) : nil
    }
}
