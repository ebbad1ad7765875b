// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import ServiceLifecycle
import Transport
import UnixSignals

/// Ends at the first SIGTERM or SIGINT, and with it the group's graceful shutdown begins.
struct FirstSignalService: ServiceLifecycle.Service {
    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint).cancelOnGracefulShutdown() { return }
    }
}

struct SecondSignal: Error {}

/// Throws at the second signal: whoever sends it does not want to wait for calls in flight.
struct SecondSignalService: ServiceLifecycle.Service {
    func run() async throws {
        var count = 0
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint).cancelOnGracefulShutdown() {
            count += 1
            if count == 2 { throw SecondSignal() }
        }
    }
}

struct PoolService: ServiceLifecycle.Service {
    let pool: PostgresPool

    func run() async throws {
        await cancelWhenGracefulShutdown { await pool.run() }
    }
}

struct WorkService: ServiceLifecycle.Service {
    let work: BackgroundWork

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await work.run() }
        } catch is CancellationError {
            // How such work ends when the service does.
        }
    }
}

/// The first to start and the last to stop, so that what calls leave behind is gathered to their end.
struct LogGatheringService: ServiceLifecycle.Service {
    var sink = LogSink.standardError

    func run() async throws {
        await cancelWhenGracefulShutdown { await sink.gather() }
    }
}

/// Writes where the service listens, once it does.
struct StartNotice: ServiceLifecycle.Service {
    let server: RPCServer
    let management: ManagementServer
    let log: ServiceLog

    func run() async throws {
        let port = try await server.boundPort()
        let managementPort = try await management.boundPort()
        log.info("serving", ["port": String(port), "managementPort": String(managementPort)])
        try await gracefulShutdown()
        log.info("draining")
    }
}
