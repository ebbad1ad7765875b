// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Collects lines into invoices in one pass, with bounded memory.
///
/// Measured in four months of the real file (142,083 lines): all lines of an invoice stand together, but for one
/// invoice with a gap of three lines. So an invoice counts as complete once `window` lines have passed without one
/// of its own; a line that comes later still is rejected, for its invoice may be booked by then. What grows with the
/// file is the set of invoice numbers alone: 16 bytes each, for those of up to 15 characters.
struct InvoiceGrouping {
    enum Event: Equatable {
        case invoice(Invoice)
        /// A line that belongs to no invoice that could still be booked.
        case rejected(SourceLine, reason: String)
    }

    /// Lines that may stand between two of one invoice.
    private let window: Int
    /// Most lines of one invoice.
    private let lineLimit: Int

    private var open: [String: Group] = [:]
    /// For each recent line of an invoice, in the order of the file, its ordinal: an invoice is complete when its last
    /// one leaves here.
    private var recent: [(ordinal: Int, invoice: String)] = []
    private var recentStart = 0
    private var complete: Set<String> = []
    private var ordinal = 0

    private struct Group {
        var lines: [SourceLine]
        var last: Int
    }

    init(window: Int = 1000, lineLimit: Int = 100_000) {
        self.window = window
        self.lineLimit = lineLimit
    }

    mutating func add(_ line: SourceLine) -> [Event] {
        ordinal += 1
        var events = closeOlder(than: ordinal - window)
        guard let number = line.invoice else {
            if case .bad(let reason, _, _) = line.content { events.append(.rejected(line, reason: reason)) }
            return events
        }
        if complete.contains(number) {
            events.append(.rejected(line, reason: Self.tooLate(number, window: window)))
            return events
        }
        var group = open.removeValue(forKey: number) ?? Group(lines: [], last: ordinal)
        group.lines.append(line)
        group.last = ordinal
        if group.lines.count > lineLimit {
            let reason = "invoice \(number) has more than \(lineLimit) lines"
            events += group.lines.map { .rejected($0, reason: reason) }
            complete.insert(number)
            return events
        }
        open[number] = group
        recent.append((ordinal, number))
        return events
    }

    /// What is still open at the end of the file.
    mutating func finish() -> [Event] {
        closeOlder(than: ordinal + 1)
    }

    /// What the window has let go, in the order of the file.
    private mutating func closeOlder(than limit: Int) -> [Event] {
        var events: [Event] = []
        while recentStart < recent.count, recent[recentStart].ordinal < limit {
            let (last, number) = recent[recentStart]
            recentStart += 1
            if let group = open[number], group.last == last {
                open[number] = nil
                complete.insert(number)
                events.append(.invoice(Invoice(number: number, lines: group.lines)))
            }
        }
        if recentStart > 2 * window {
            recent.removeSubrange(..<recentStart)
            recentStart = 0
        }
        return events
    }

    private static func tooLate(_ number: String, window: Int) -> String {
        """
        it comes more than \(window) lines after the others of invoice \(number), which was dealt with without it; \
        sort the file by invoice number
        """
    }
}
