// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Rows of text in columns, for a terminal.
struct Table: Sendable {
    enum Alignment: Sendable {
        case left
        case right
    }

    struct Column: Sendable {
        let title: String
        let alignment: Alignment

        static func left(_ title: String) -> Column { Column(title: title, alignment: .left) }
        static func right(_ title: String) -> Column { Column(title: title, alignment: .right) }
    }

    let columns: [Column]
    private var rows: [Row] = []

    private enum Row {
        case cells([String])
        case rule
    }

    init(_ columns: Column...) {
        self.columns = columns
    }

    /// As many cells as columns.
    mutating func add(_ cells: String...) {
        precondition(cells.count == columns.count, "a row has as many cells as the table has columns")
        rows.append(.cells(cells))
    }

    /// A line across, as above a total.
    mutating func addRule() {
        rows.append(.rule)
    }

    /// The lines, without trailing blanks.
    var lines: [String] {
        var widths = columns.map(\.title.count)
        for case .cells(let cells) in rows {
            for (index, cell) in cells.enumerated() {
                widths[index] = max(widths[index], cell.count)
            }
        }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
        var lines = [line(columns.map(\.title), widths: widths), rule]
        for row in rows {
            switch row {
            case .cells(let cells): lines.append(line(cells, widths: widths))
            case .rule: lines.append(rule)
            }
        }
        return lines
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        var text = ""
        for (index, cell) in cells.enumerated() {
            let blanks = String(repeating: " ", count: widths[index] - cell.count)
            text += columns[index].alignment == .left ? cell + blanks : blanks + cell
            text += "  "
        }
        while text.last == " " { text.removeLast() }
        return text
    }
}
