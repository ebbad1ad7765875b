// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres
import Glibc

/// One `PGconn`, used by its connection's thread alone. It stays in libpq's pipeline mode, except during scripts
/// and COPY.
final class Wire {
    /// What became of one statement of a pipeline.
    enum Outcome: Sendable {
        case result(ResultSet)
        case failure(ServerError)
        /// An earlier statement failed.
        case skipped
    }

    /// The connection broke, or did not answer in time; it must be closed.
    struct Lost: Error {}

    let connection: OpaquePointer
    let wakeup: Wakeup
    private let canceller: Canceller
    /// Outlives the connection, which may warn at its very end.
    private let warnings: Warnings
    var statements: StatementCache
    /// What ended the wait of the current order, if anything did.
    private(set) var interruption: Watch.Interruption?
    private(set) var isBroken = false
    private var giveUpAt: ContinuousClock.Instant?
    /// Called on this thread for each notification.
    var onNotification: (_ channel: String, _ payload: String) -> Void = { _, _ in }

    /// Takes over an open connection; it is closed with this object.
    init(
        connection: OpaquePointer, wakeup: Wakeup, observer: any PostgresObserver, cacheLimit: Int
    ) throws(PostgresError) {
        self.connection = connection
        self.wakeup = wakeup
        warnings = Warnings(observer)
        statements = StatementCache(limit: cacheLimit)
        guard let canceller = Canceller(connection: connection, wakeup: wakeup) else {
            PQfinish(connection)
            throw .connectionLost(outcomeUnknown: false)
        }
        self.canceller = canceller
        warnings.receive(from: connection)
        PQsetnonblocking(connection, 1)
    }

    deinit {
        PQfinish(connection)
    }

    var isOpen: Bool { !isBroken && PQstatus(connection) == CONNECTION_OK }

    var isInTransaction: Bool { PQtransactionStatus(connection) != PQTRANS_IDLE }

    func setPipelining(_ wanted: Bool) throws(Lost) {
        let isOn = PQpipelineStatus(connection) != PQ_PIPELINE_OFF
        if wanted == isOn { return }
        guard (wanted ? PQenterPipelineMode(connection) : PQexitPipelineMode(connection)) == 1 else { throw lost() }
    }

    func lost() -> Lost {
        isBroken = true
        return Lost()
    }

    /// To be called before the first wait of an order.
    func beginOrder() {
        interruption = nil
        giveUpAt = nil
    }

    /// Sends what is buffered and waits until a result can be taken without blocking.
    func awaitResult(_ watch: Watch) throws(Lost) {
        while true {
            let unsent = PQflush(connection)
            if unsent < 0 || PQstatus(connection) == CONNECTION_BAD { throw lost() }
            if PQisBusy(connection) == 0 { return }
            try waitOnce(watch, writing: unsent == 1)
        }
    }

    /// Sends everything that is buffered; for COPY, which has no results to wait for.
    func flush(_ watch: Watch) throws(Lost) {
        while true {
            let unsent = PQflush(connection)
            if unsent < 0 || PQstatus(connection) == CONNECTION_BAD { throw lost() }
            if unsent == 0 { return }
            try waitOnce(watch, writing: true)
        }
    }

    /// Waits for the socket once; on an interruption asks the server to cancel, and gives up after a grace.
    func waitOnce(_ watch: Watch, writing: Bool = false) throws(Lost) {
        if interruption == nil {
            interruption = watch.interruption(at: .now)
            if interruption != nil {
                giveUpAt = .now + Watch.cancelGrace
                canceller.start()
            }
        }
        if let giveUpAt, giveUpAt <= .now { throw lost() }
        let events = wakeup.wait(
            socket: PQsocket(connection), events: CInt(POLLIN) | (writing ? CInt(POLLOUT) : 0),
            until: giveUpAt ?? watch.deadline)
        if events & ~CInt(POLLOUT) != 0 { try consume() }
    }

    private func consume() throws(Lost) {
        // A connection that the server closed still holds the reason, which libpq has parsed by then.
        if PQconsumeInput(connection) == 0, PQisBusy(connection) != 0 { throw lost() }
    }

    /// A request to cancel must have ended before the next statement starts, or it would hit that one.
    func endOrder() {
        guard interruption != nil else { return }
        while canceller.isRunning, let giveUpAt, giveUpAt > .now {
            _ = wakeup.wait(socket: -1, events: 0, until: giveUpAt)
        }
        if canceller.isRunning { isBroken = true }
    }

    /// Waits without work: for a signal, a notification, or the server's end of the connection.
    func idle() throws(Lost) {
        let events = wakeup.wait(socket: PQsocket(connection), events: CInt(POLLIN), until: nil)
        if events != 0 {
            if PQconsumeInput(connection) == 0 || PQstatus(connection) == CONNECTION_BAD { throw lost() }
        }
        deliverNotifications()
    }

    func deliverNotifications() {
        while let notification = PQnotifies(connection) {
            onNotification(
                String(cString: notification.pointee.relname), String(cString: notification.pointee.extra))
            PQfreemem(notification)
        }
    }
}
