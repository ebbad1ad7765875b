// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ports of this machine's loopback address.
enum Ports {
    /// Says which port is taken, for what it is needed, and how to take others.
    static func requireFree(base: Int) throws {
        guard (1024...65_500).contains(base) else {
            throw Failure("--port-base must be between 1024 and 65500.")
        }
        for service in ServiceName.allCases {
            for port in [service.port(base: base), service.managementPort(base: base)] where !isFree(port) {
                throw Failure(
                    "Port \(port), which \(service.executable) needs, is in use by another program.",
                    advice: "End that program, or take other ports: kontor up --port-base \(base + 100)")
            }
        }
    }

    static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, streamType, 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // As the services do: without it a port counts as taken for a minute after a stop.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        return withLoopback(port) { bind(descriptor, $0, $1) } == 0
    }

    static var streamType: Int32 {
        #if canImport(Glibc)
            Int32(SOCK_STREAM.rawValue)
        #else
            SOCK_STREAM
        #endif
    }

    static func withLoopback<Result>(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
