// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ArgumentParser

/// Which services to call, whom to trust, and as whom. Without any of it: the suite of the data directory.
struct ConnectionOptions: ParsableArguments {
    @OptionGroup var data: DataDirectoryOption

    @Option(
        name: .customLong("host"),
        help: ArgumentHelp(
            "Address of the services, or SERVICE=ADDRESS for one of them; may be repeated.", valueName: "url"))
    var hosts: [String] = []

    @Option(
        name: .customLong("ca"),
        help: ArgumentHelp(
            "Certificate authority to trust, as PEM; the machine's own when --host is given.", valueName: "file"))
    var authority: String?

    @Option(
        help: ArgumentHelp("Credentials: a session, a service account's secret or an access token.", valueName: "file"))
    var tokenFile: String?

    var endpoints: Endpoints {
        get throws {
            guard hosts.isEmpty else { return try Endpoints(hosts: hosts) }
            let directory = try DataDirectory.require(data.path)
            guard case .state(let state) = SuiteStateFile(path: directory.stateFile).read() else {
                throw Failure("The suite under \(directory.path) has not been started yet.")
            }
            return Endpoints(portBase: state.portBase)
        }
    }

    private var trusted: String? {
        get throws {
            if let authority { return authority }
            guard hosts.isEmpty else { return nil }
            return CertificateStore(directory: try DataDirectory.require(data.path).certificates).authorityFile
        }
    }

    /// Where the credentials are.
    /// - Parameter preferred: the file in the data directory that is used when no other is named.
    func credentialsFile(preferred: (DataDirectory) -> String = { $0.sessionFile }) throws -> String {
        if let tokenFile { return tokenFile }
        return preferred(try DataDirectory.require(data.path))
    }

    func withCallers<Value>(
        credentials file: String?, patience: Callers.Patience = .short, _ body: (Callers) async throws -> Value
    ) async throws -> Value {
        let credentials = try file.map { (read: try Credentials.read($0), file: Optional($0)) }
        do {
            return try await Callers.with(
                endpoints, authority: trusted, credentials: credentials, patience: patience, body)
        } catch {
            throw CallFailure.explained(error)
        }
    }
}
