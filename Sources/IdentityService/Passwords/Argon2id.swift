// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CArgon2
import Glibc

/// Argon2id, version 1.3 (RFC 9106), by libargon2. A call takes tens of milliseconds and `memory` KiB: it never runs
/// on the cooperative pool, see `PasswordHasher`.
enum Argon2id {
    struct Cost: Sendable, Equatable {
        /// In KiB.
        var memory: UInt32
        var passes: UInt32
        var lanes: UInt32

        /// OWASP's choice for a login that one core carries out: 19 MiB, two passes.
        static let standard = Cost(memory: 19_456, passes: 2, lanes: 1)
    }

    struct Failure: Error, CustomStringConvertible {
        let code: Int32
        var description: String { "argon2id failed: \(String(cString: argon2_error_message(code)))" }
    }

    static func digest(of password: [UInt8], salt: [UInt8], cost: Cost, byteCount: Int) throws(Failure) -> [UInt8] {
        var (password, salt) = (password, salt)
        var digest = [UInt8](repeating: 0, count: byteCount)
        let code = password.withUnsafeMutableBufferPointer { password in
            salt.withUnsafeMutableBufferPointer { salt in
                digest.withUnsafeMutableBufferPointer { digest in
                    var context = argon2_context()
                    context.out = digest.baseAddress
                    context.outlen = UInt32(digest.count)
                    context.pwd = password.baseAddress
                    context.pwdlen = UInt32(password.count)
                    context.salt = salt.baseAddress
                    context.saltlen = UInt32(salt.count)
                    context.t_cost = cost.passes
                    context.m_cost = cost.memory
                    context.lanes = cost.lanes
                    context.threads = 1
                    context.version = ARGON2_VERSION_13.rawValue
                    context.allocate_cbk = mapPages
                    context.free_cbk = unmapPages
                    return argon2_ctx(&context, Argon2_id)
                }
            }
        }
        guard code == ARGON2_OK.rawValue else { throw Failure(code: code) }
        return digest
    }
}

/// Memory that goes back to the system at once: malloc would keep as much as was ever hashed at the same time.
private func mapPages(_ memory: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, _ byteCount: Int) -> Int32 {
    let pages = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let pages, pages != MAP_FAILED else { return ARGON2_MEMORY_ALLOCATION_ERROR.rawValue }
    memory?.pointee = pages.assumingMemoryBound(to: UInt8.self)
    return ARGON2_OK.rawValue
}

private func unmapPages(_ memory: UnsafeMutablePointer<UInt8>?, _ byteCount: Int) {
    munmap(memory, byteCount)
}
