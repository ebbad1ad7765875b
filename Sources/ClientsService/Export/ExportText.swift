// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Texts of CSV that no spreadsheet takes for a formula.
enum ExportText {
    /// What a spreadsheet begins a formula with, or passes over before it.
    private static func beginsFormula(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    private static let apostrophe = UInt8(ascii: "'")

    /// Whether the text is one that `safe` has an apostrophe for, with or without apostrophes before it.
    private static func isFormula(_ text: String) -> Bool {
        text.utf8.first { $0 != apostrophe }.map(beginsFormula) ?? false
    }

    /// The text behind an apostrophe if a spreadsheet would take it for a formula. Texts that differ stay different.
    static func safe(_ text: String) -> String { isFormula(text) ? "'" + text : text }

    /// What `safe` has made its argument from.
    static func original(_ text: String) -> String {
        text.utf8.first == apostrophe && isFormula(text) ? String(text.dropFirst()) : text
    }

    /// A row of CSV with its line end.
    static func row(_ cells: [String?]) -> String {
        cells.map { quoted(safe($0 ?? "")) }.joined(separator: ",") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
