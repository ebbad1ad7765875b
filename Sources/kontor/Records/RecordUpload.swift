// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC

/// Sends a file's rows to the clients service, part by part in their order, and reads on meanwhile. Two parts are on
/// their way: while one is written the service reads the other.
struct RecordUpload {
    /// Rows and bytes of one call at most: a request has a megabyte, and a call some seconds.
    private static let rowLimit = 1000
    private static let byteLimit = 400_000
    private static let partsUnderWay = 2
    /// Rows after which progress is shown.
    private static let progressEach = 50_000

    let clients: Remote<ClientsAPI>
    let console: Console

    fileprivate struct Part: Sendable {
        var rows: [RecordReader.Row] = []
        var fingerprint = ""
        /// Of its first row in the file.
        var position: Int64 = 0
        var isLast = false
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
        if !progress.isFinished { progress = try await send(first, file, after: progress, by: sender, rejects) }
        return Totals(
            run: run.id, progress: progress, unreadable: rejects.count - Int(progress.refused.rawValue))
    }

    /// The first part and all that follow it in the file.
    private func send(
        _ first: Part, _ file: RecordReader, after begun: ImportProgress, by sender: RowSender,
        _ rejects: RecordRejects
    ) async throws -> ImportProgress {
        var file = file
        var progress = begun
        var upcoming: Part? = first
        var position = begun.position.rawValue
        return try await withThrowingTaskGroup(of: (Int64, ImportRows.Response?).self) { group in
            var underWay: [Part] = []
            var answers: [Int64: ImportRows.Response?] = [:]
            while true {
                while underWay.count < Self.partsUnderWay, var part = upcoming {
                    let following = part.rows.isEmpty ? Part() : try read(&file, rejects)
                    part.position = position
                    part.isLast = following.rows.isEmpty
                    upcoming = part.isLast ? nil : following
                    position += Int64(part.rows.count)
                    let isInTurn = underWay.isEmpty
                    underWay.append(part)
                    group.addTask { [part] in
                        (part.position, try await sender.send(part, isInTurn: isInTurn))
                    }
                }
                guard let part = underWay.first else { return progress }
                while answers[part.position] == nil, let (position, answer) = try await group.next() {
                    answers.updateValue(answer, forKey: position)
                }
                // One that came before its turn is sent again when it has come.
                let answered = answers.removeValue(forKey: part.position).flatMap { $0 }
                let answer = if let answered { answered } else { try await sender.send(part) }
                underWay.removeFirst()
                try tell(answer, of: part, after: progress, rejects)
                progress = answer.progress
            }
        }
    }

    private func tell(
        _ answer: ImportRows.Response, of part: Part, after progress: ImportProgress, _ rejects: RecordRejects
    ) throws {
        for reject in answer.rejects {
            let row = part.rows[Int(reject.row.rawValue - part.position)]
            try rejects.add(row.fields, line: row.line, reason: reject.words)
        }
        let step = Int64(Self.progressEach)
        if answer.progress.position.rawValue / step > progress.position.rawValue / step {
            console.note("  \(Digits.grouped(Int(answer.progress.position.rawValue))) rows")
        }
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

    /// Nil when the part came before the one that is before it.
    func send(_ part: RecordUpload.Part, isInTurn: Bool) async throws -> ImportRows.Response? {
        do {
            return try await send(part)
        } catch is ImportPositionWrong where !isInTurn {
            return nil
        }
    }

    func send(_ part: RecordUpload.Part) async throws -> ImportRows.Response {
        let call = ImportRows(
            run: run, position: Count(unchecked: part.position),
            rows: try List(validating: part.rows.map { try $0.sent() }), isLast: part.isLast,
            fingerprint: try Text(validating: part.fingerprint))
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
