// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

let measurements: [(name: String, run: () throws -> Bool)] = [
    ("json", JSONBench.run)
]

let usage = """
    usage: kontor-bench MEASUREMENT
    measurements: \(measurements.map(\.name).joined(separator: ", "))
    Exits with 1 when a bar is missed.

    """

guard CommandLine.arguments.count == 2,
    let measurement = measurements.first(where: { $0.name == CommandLine.arguments[1] })
else {
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
}
exit(try measurement.run() ? 0 : 1)
