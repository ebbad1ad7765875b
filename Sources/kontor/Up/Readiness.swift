// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks a service's management port, which speaks plain HTTP on the loopback address only.
enum Readiness {
    enum Answer: Equatable, Sendable {
        case ready
        /// It answers, and says why it is not ready.
        case notReady(String)
        case silent
    }

    /// Longest wait for one answer.
    private static let patience = timeval(tv_sec: 2, tv_usec: 0)
    /// An answer is a line or two; what is longer is cut.
    private static let answerLimit = 16 << 10

    static func ask(_ service: ServiceName, base: Int) -> Answer {
        guard let answer = get("/readyz", port: service.managementPort(base: base)) else { return .silent }
        return interpret(answer)
    }

    /// The first line's status decides; the body is the reason.
    static func interpret(_ answer: String) -> Answer {
        let parts = answer.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1.") else { return .silent }
        if parts[1] == "200" { return .ready }
        let body = answer.split(separator: "\r\n\r\n", maxSplits: 1).dropFirst().first ?? parts[1]
        return .notReady(body.split(whereSeparator: \.isNewline).joined(separator: " "))
    }

    private static func get(_ path: String, port: Int) -> String? {
        let descriptor = socket(AF_INET, Ports.streamType, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var wait = patience
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        guard Ports.withLoopback(port, { connect(descriptor, $0, $1) }) == 0 else { return nil }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while answer.count < answerLimit {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
