// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks for a password at the terminal, without showing it.
enum PasswordPrompt {
    /// Bytes of the longest line that is read.
    private static let limit = 4096

    /// - Throws: ``Failure`` when there is no terminal to ask at.
    static func ask(_ question: String) throws -> String {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else {
            throw Failure("There is no terminal to ask for the password at.", advice: "Use --password-file FILE.")
        }
        defer { close(terminal) }
        var settings = termios()
        guard tcgetattr(terminal, &settings) == 0 else { throw FileAccess.failure("cannot ask at", "/dev/tty") }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else {
            throw FileAccess.failure("cannot ask at", "/dev/tty")
        }
        defer { tcsetattr(terminal, TCSAFLUSH, &settings) }
        try FileAccess.writeAll(Array(question.utf8), to: terminal, path: "/dev/tty")
        let line = try readLine(terminal)
        try FileAccess.writeAll([UInt8(ascii: "\n")], to: terminal, path: "/dev/tty")
        return line
    }

    /// The first line of a file.
    static func read(file: String) throws -> String {
        let text = try FileAccess.text(file)
        return text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    }

    private static func readLine(_ terminal: Int32) throws -> String {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while line.count < limit {
            let count = withUnsafeMutableBytes(of: &byte) { FileAccess.readOnce(terminal, $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileAccess.failure("cannot read from", "/dev/tty") }
            if count == 0 || byte == UInt8(ascii: "\n") { break }
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }
}
