// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser
import Contracts

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The command line for operators (`up`, `down`, `status`) and for integrators (everything else).
@main
struct Kontor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kontor",
        abstract: "Account management: four services, one ledger.",
        discussion: """
            kontor up                 start everything, import the sample invoices, print the report
            kontor status             what runs, where, and whether it is ready
            kontor down               stop everything; the data stays
            """,
        version: "kontor \(Release.version)",
        subcommands: [
            Up.self, Status.self, Down.self, LogIn.self, Call.self, Methods.self, Import.self, Report.self, Export.self,
            Verify.self,
        ])

    static func main() async {
        // A program that ends before it has read what it is given must not end this one.
        signal(SIGPIPE, SIG_IGN)
        await main(nil)
    }
}
