// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Glibc

/// The directory is the list of migrations.
enum MigrationDirectory {
    /// More steps than any schema gets.
    static let countLimit = 9_999

    /// In order. Throws `PostgresError.migration`, naming the file, on a name that is none, a duplicate number or
    /// a gap; other files than `.sql` do not belong there.
    static func load(_ path: String) throws -> [Migration] {
        var migrations: [Migration] = []
        for file in try files(path).sorted() {
            guard let (number, name) = Migration.parse(file: file) else {
                throw PostgresError.migration("\(path)/\(file): migrations are named NNNN_verb_noun.sql")
            }
            if let last = migrations.last, last.number == number {
                throw PostgresError.migration("\(path)/\(file): has the number of \(last.file)")
            }
            guard number == migrations.count + 1 else {
                throw PostgresError.migration("\(path)/\(file): number \(migrations.count + 1) is missing before it")
            }
            migrations.append(Migration(number: number, name: name, script: try SQLScript(file: path + "/" + file)))
        }
        return migrations
    }

    private static func files(_ path: String) throws -> [String] {
        guard let directory = opendir(path) else {
            throw PostgresError.migration("\(path): no such folder of migrations (errno \(errno))")
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
            guard names.count <= countLimit else {
                throw PostgresError.migration("\(path): more than \(countLimit) files")
            }
        }
        return names
    }
}
