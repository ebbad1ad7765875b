// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Sends a file's rows to the clients service, part by part in their order, and reads on meanwhile.
struct RecordUpload {
    /// Rows and bytes of one call at most: a request has a megabyte, and a call some seconds.
    private static let rowLimit = 1000
    private static let byteLimit = 400_000
    /// Rows after which progress is shown.
    private static let progressEach = 50_000

    let clients: Remote<ClientsAPI>
    let console: Console

    private struct Part: Sendable {
        var rows: [RecordReader.Row] = []
        var fingerprint = ""
    }

    struct Totals: Equatable {
        let run: ImportRunID
        let progress: ImportProgress
        /// Lines that are no rows of the file, and were not sent.
        let unreadable: Int
    }

    /// Begins where the import is: rows that were taken are passed over, and what was refused of them is told again.
    func run(_ run: ImportRun, _ file: RecordReader, rejects: RecordRejects) async throws -> Totals {
        guard file.columns == run.columns.map(\.text) else {
            throw Failure("The import was begun with a file of other columns.")
        }
        var file = file
        var progress = run.progress
        let sender = RowSender(clients: clients, run: run.id, console: console)
        try await pass(over: progress, of: run, &file, rejects)
        let first = try read(&file, rejects)
        guard !progress.isFinished || first.rows.isEmpty else { throw Self.otherFile }
        var part: Part? = progress.isFinished ? nil : first
        var following = first.rows.isEmpty ? nil : try read(&file, rejects)
        while let current = part {
            let position = progress.position
            let isLast = following?.rows.isEmpty ?? true
            async let sent = sender.send(current.rows, current.fingerprint, at: position, isLast: isLast)
            let next = isLast ? nil : try read(&file, rejects)
            let answer = try await sent
            for reject in answer.rejects {
                let row = current.rows[Int(reject.row.rawValue - position.rawValue)]
                try rejects.add(row.fields, line: row.line, reason: reject.words)
            }
            let step = Int64(Self.progressEach)
            if answer.progress.position.rawValue / step > progress.position.rawValue / step {
                console.note("  \(Digits.grouped(Int(answer.progress.position.rawValue))) rows")
            }
            progress = answer.progress
            part = isLast ? nil : following
            following = next
        }
        return Totals(
            run: run.id, progress: progress, unreadable: rejects.count - Int(progress.refused.rawValue))
    }

    private func read(_ file: inout RecordReader, _ rejects: RecordRejects) throws -> Part {
        var part = Part()
        var bytes = 0
        while part.rows.count < Self.rowLimit, bytes < Self.byteLimit, let entry = try file.next() {
            switch entry {
            case .row(let row):
                part.rows.append(row)
                bytes += row.size
            case .unreadable(let line, let reason, let text):
                try rejects.add([text], line: line, reason: reason)
            }
        }
        part.fingerprint = file.fingerprint
        return part
    }

    private func pass(
        over progress: ImportProgress, of run: ImportRun, _ file: inout RecordReader, _ rejects: RecordRejects
    ) async throws {
        var known = RejectPages(clients: clients, run: run.id)
        var position: Int64 = 0
        while position < progress.position.rawValue, let entry = try file.next() {
            switch entry {
            case .row(let row):
                if let reject = try await known.reject(of: position) {
                    try rejects.add(row.fields, line: row.line, reason: reject.words)
                }
                position += 1
            case .unreadable(let line, let reason, let text):
                try rejects.add([text], line: line, reason: reason)
            }
        }
        guard position == progress.position.rawValue else { throw Self.otherFile }
        guard let fingerprint = progress.fingerprint?.text else { return }
        // Lines behind the last row that are none may have been read before it was sent.
        var tail = file
        while tail.fingerprint != fingerprint {
            guard case .unreadable? = try tail.next() else { throw Self.otherFile }
        }
    }

    private static let otherFile = Failure("The rows that were imported are not those of this file.")
}

/// The rejects of an import in the order of its rows, page by page.
private struct RejectPages {
    let clients: Remote<ClientsAPI>
    let run: ImportRunID
    private var page: ArraySlice<ImportReject> = []
    private var cursor: PageCursor?
    private var hasBegun = false

    init(clients: Remote<ClientsAPI>, run: ImportRunID) {
        self.clients = clients
        self.run = run
    }

    /// Rows are asked for in their order.
    mutating func reject(of row: Int64) async throws -> ImportReject? {
        while page.isEmpty, !hasBegun || cursor != nil {
            let answer = try await clients.call(
                ListImportRejects(
                    filter: ImportRejectFilter(run: run), limit: PageLimit(unchecked: 1000), cursor: cursor))
            hasBegun = true
            page = answer.items[...]
            cursor = answer.next
        }
        guard page.first?.row.rawValue == row else { return nil }
        return page.popFirst()
    }
}

/// Makes the calls. One that was cut off is made again: the service knows it and does nothing twice.
private struct RowSender: Sendable {
    /// How long a call is made again while the service cannot be reached, and how long to wait before each time.
    private static let patience: Duration = .seconds(120)
    private static let pause: Duration = .seconds(2)

    let clients: Remote<ClientsAPI>
    let run: ImportRunID
    let console: Console

    func send(
        _ rows: [RecordReader.Row], _ fingerprint: String, at position: Count, isLast: Bool
    ) async throws -> ImportRows.Response {
        let call = ImportRows(
            run: run, position: position, rows: try List(validating: rows.map { try $0.sent() }), isLast: isLast,
            fingerprint: try Text(validating: fingerprint))
        let clock = ContinuousClock()
        let deadline = clock.now + Self.patience
        var hasTold = false
        while true {
            do {
                return try await clients.call(call)
            } catch {
                guard clock.now < deadline, Self.mayPass(error) else { throw error }
                if !hasTold { console.note("  \(CallFailure.explained(error)); trying again") }
                hasTold = true
                try await clock.sleep(for: Self.pause)
            }
        }
    }

    private static func mayPass(_ error: any Error) -> Bool {
        switch error {
        case let error as ChannelError: error.kind != .notAService
        case let error as RemoteError: error.isRetryable
        default: false
        }
    }
}

extension ImportReject {
    fileprivate var words: String { column.map { "\($0.text) \(rule.text)" } ?? rule.text }
}
