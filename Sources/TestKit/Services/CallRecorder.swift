// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import JSONRPC
import Logging
import ServiceKit
import Synchronization

/// Keeps the records of a test's calls. What caused an internal error is written to standard error too, since the
/// answer does not tell.
package final class CallRecorder: CallObserver {
    private let kept = Mutex<[CallRecord]>([])
    private let log: CallLog

    init(service: String) {
        log = CallLog(origin: LogOrigin(service: service, version: "test"), level: .error)
    }

    package var records: [CallRecord] { kept.withLock { $0 } }

    package func callDidStart() {}

    package func callDidEnd(_ record: CallRecord) {
        kept.withLock { $0.append(record) }
        log.callDidEnd(record)
    }
}
