// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser

/// Stops everything.
struct Down: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stops the services and their database; the data stays.",
        discussion: """
            EXAMPLE
              kontor down --data-dir .kontor
            """)

    @OptionGroup var data: DataDirectoryOption

    func run() async throws {
        try await Shutdown(directory: .require(data.path), console: .standard).run()
    }
}
