// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import FoundationEssentials

/// The programs that were built together with this one.
enum Executables {
    /// This program's own file.
    static func own() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// The folder of this program, where the services are too.
    static func directory() throws -> String {
        let own = try own()
        let directory = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
        for service in ServiceName.allCases
        where !FileAccess.isExecutable("\(directory)/\(service.executable)") {
            throw Failure(
                "\(service.executable) is not beside kontor in \(directory).",
                advice: "Build all products: swift build -c release")
        }
        return directory
    }
}
