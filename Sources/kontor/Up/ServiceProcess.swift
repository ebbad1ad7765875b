// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// How one service is run: its addresses, its role, its certificate.
struct ServiceProcess: Sendable {
    let service: ServiceName
    let directory: DataDirectory
    let server: DatabaseServer
    let portBase: Int
    /// The folder the executables are in.
    let executables: String

    /// Longest time from SIGTERM to the end: calls in flight get 20 seconds, and there are the connections to close.
    static let stopWithin: Duration = .seconds(25)

    var log: String { directory.log(of: service) }

    /// Brings its schema up to date, as the owner of all schemas.
    func migrate() async throws {
        let arguments =
            ["migrate"] + [
                "--owner-database-url", server.url(for: DatabaseServer.ownerRole),
                "--owner-password-file", Secrets(directory: directory).passwordFile(DatabaseServer.ownerRole),
            ]
        let status = try await program(arguments).run(loggingTo: log, stopWithin: Self.stopWithin)
        guard status.isSuccess else {
            throw Failure("\(service.executable) migrate failed: \(status)", advice: lastLines)
        }
    }

    /// Runs until it ends by itself or the task is cancelled.
    func serve(started: @Sendable (ProcessIdentity) async throws -> Void) async throws -> Program.Ending {
        try await program(["serve"] + serveArguments()).run(loggingTo: log, stopWithin: Self.stopWithin) { processID in
            // One that has ended already is reported by its status.
            guard let identity = ProcessIdentity.current(processID) else { return }
            try await started(identity)
        }
    }

    /// What its log says at the end, and where the rest is.
    var lastLines: String {
        let tail = LogTail.last(lines: 12, ofFile: log)
        return tail.isEmpty ? "Its log \(log) is empty." : "\(tail)\nThe whole log: \(log)"
    }

    private func serveArguments() throws -> [String] {
        let certificates = CertificateStore(directory: directory.certificates)
        let secrets = Secrets(directory: directory)
        var arguments = [
            "--listen-host", "127.0.0.1",
            "--listen-port", "\(service.port(base: portBase))",
            "--management-host", "127.0.0.1",
            "--management-port", "\(service.managementPort(base: portBase))",
            "--tls-certificate-file", certificates.certificateFile(of: service),
            "--tls-key-file", certificates.keyFile(of: service),
            "--tls-authority-file", certificates.authorityFile,
            "--database-url", server.url(for: service.role),
            "--database-password-file", secrets.passwordFile(service.role),
        ]
        // The others that a service may call; nobody calls reporting, and none calls itself.
        for other in [ServiceName.identity, .clients, .ledger] where other != service {
            arguments += ["--\(other.rawValue)-url", other.url(base: portBase)]
        }
        if service == .identity {
            arguments += ["--secret-key-file", try secrets.keyFile("identity")]
        }
        if service == .clients {
            // So that a receiver on this machine can be tried out, with one of the suite's own certificates.
            arguments += [
                "--webhook-key-file", try secrets.keyFile("clients"), "--webhook-allowed-ranges", "127.0.0.0/8,::1",
                "--webhook-authority-file", certificates.authorityFile,
            ]
        }
        return arguments
    }

    private func program(_ arguments: [String]) -> Program {
        Program(executable: "\(executables)/\(service.executable)", arguments: arguments)
    }
}
