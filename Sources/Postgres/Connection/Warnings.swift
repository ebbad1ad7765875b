// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres

/// Hands the server's warnings to the observer; libpq would write them to the standard error stream.
final class Warnings: Sendable {
    private let observer: any PostgresObserver

    init(_ observer: any PostgresObserver) {
        self.observer = observer
    }

    /// The connection keeps an unowned pointer to this.
    func receive(from connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { argument, result in
                guard let argument else { return }
                let warnings = Unmanaged<Warnings>.fromOpaque(argument).takeUnretainedValue()
                warnings.observer.serverWarned(ServerError(result: result))
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
