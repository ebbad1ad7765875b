// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

/// The invoice file as the tests read it: by themselves, so that the importer is checked against another reading.
struct RetailFile {
    /// In pence, by invoice: what is booked, since every invoice sums to whole pence.
    private(set) var pence: [String: Int64] = [:]
    private(set) var clients: [String: String] = [:]
    private(set) var months: [String: String] = [:]
    private(set) var lineCount = 0

    /// Invoices that do not sum to zero.
    var booked: [String] { pence.filter { $0.value != 0 }.map(\.key) }
    var total: Int64 { pence.values.reduce(0, +) }

    func total(by key: (String) -> String?) -> [String: Int64] {
        var sums: [String: Int64] = [:]
        for invoice in booked { sums[key(invoice) ?? "", default: 0] += pence[invoice, default: 0] }
        return sums
    }

    /// Nil when the real file is not on this machine.
    static func december() throws -> String? {
        let shared = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data/online-retail")
        let file = shared.appending(path: "2010-12.csv.xz").path()
        return FileManager.default.fileExists(atPath: file) ? file : nil
    }

    init(_ text: String) throws {
        var thousandths: [String: Int64] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let fields = Self.fields(line)
            guard fields.count == 8, let quantity = Int64(fields[3]) else { throw CocoaError(.fileReadCorruptFile) }
            let invoice = fields[0]
            lineCount += 1
            thousandths[invoice, default: 0] += quantity * (try Self.thousandths(fields[5]))
            clients[invoice] = String(fields[6].split(separator: ".").first ?? "")
            months[invoice] = String(fields[4].prefix(7))
        }
        for (invoice, sum) in thousandths {
            guard sum % 10 == 0 else { throw CocoaError(.fileReadCorruptFile) }
            pence[invoice] = sum / 10
        }
    }

    private static func thousandths(_ price: String) throws -> Int64 {
        let parts = price.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count > 1 ? String(parts[1]) : ""
        let digits = parts[0] + (decimals + "000").prefix(3)
        guard decimals.count <= 3, let number = Int64(digits) else { throw CocoaError(.fileReadCorruptFile) }
        return number
    }

    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}
