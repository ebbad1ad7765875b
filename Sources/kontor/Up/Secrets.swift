// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Random secrets, each in a file that only its owner can read, made when first asked for.
struct Secrets: Sendable {
    let directory: DataDirectory

    /// Length of every secret, in bytes.
    private static let length = 32

    /// Text of 64 hexadecimal digits.
    func password(_ name: String) throws -> String {
        let path = passwordFile(name)
        if FileAccess.exists(path) { return try FileAccess.text(path) }
        let text = Self.random().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        try FileAccess.replace(path, with: text, mode: FileAccess.secretMode)
        return text
    }

    func passwordFile(_ name: String) -> String { directory.secret("\(name).password") }

    /// For one that nobody needs any more.
    func remove(_ name: String) throws {
        guard unlink(passwordFile(name)) == 0 else { throw FileAccess.failure("cannot remove", passwordFile(name)) }
    }

    /// 32 bytes as they are.
    func keyFile(_ name: String) throws -> String {
        let path = directory.secret("\(name).bytes")
        if !FileAccess.exists(path) {
            try FileAccess.replace(path, with: Self.random(), mode: FileAccess.secretMode)
        }
        return path
    }

    private static func random() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
