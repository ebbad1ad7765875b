// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Crypto
import FoundationEssentials

/// Where one suite keeps everything of its own: certificates, secrets, logs, state and, when the cluster's user can
/// reach it, the database cluster.
struct DataDirectory: Sendable {
    /// Absolute, without symbolic links.
    let path: String

    static let defaultPath = ".kontor"

    /// Makes the folder when it is missing.
    static func create(_ path: String) throws -> DataDirectory {
        let absolute = absolutePath(path)
        // Others may pass through (the cluster's user must), but not look around.
        try FileAccess.makeDirectory(absolute, mode: 0o711)
        let directory = DataDirectory(path: resolved(absolute))
        try FileAccess.makeDirectory(directory.secrets, mode: 0o700)
        try FileAccess.makeDirectory(directory.logs, mode: 0o700)
        try FileAccess.makeDirectory(directory.imports, mode: 0o700)
        try FileAccess.makeDirectory(directory.certificates, mode: 0o755)
        return directory
    }

    /// Absent when no `kontor up` has been here.
    static func existing(_ path: String) -> DataDirectory? {
        let absolute = absolutePath(path)
        guard FileAccess.exists(absolute + "/secrets") else { return nil }
        return DataDirectory(path: resolved(absolute))
    }

    /// As ``existing(_:)``, for commands that cannot do without.
    static func require(_ path: String) throws -> DataDirectory {
        guard let directory = existing(path) else {
            throw Failure(
                "There is no suite under \(absolutePath(path)).",
                advice: "Start one with 'kontor up', or name its folder with --data-dir.")
        }
        return directory
    }

    var certificates: String { path + "/certificates" }
    var secrets: String { path + "/secrets" }
    var logs: String { path + "/logs" }
    var stateFile: String { path + "/state.json" }
    var lockFile: String { path + "/lock" }
    var sessionFile: String { path + "/session.json" }
    /// Credentials of the service account that imports files.
    var importerFile: String { secret("importer.json") }
    /// What imports could not book.
    var imports: String { path + "/imports" }
    var supervisorLog: String { logs + "/supervisor.log" }

    func log(of service: ServiceName) -> String { "\(logs)/\(service.rawValue).log" }

    func secret(_ name: String) -> String { "\(secrets)/\(name)" }

    /// Tells suites on one machine apart where names are shared (`/run`, `/var/lib`).
    var fingerprint: String {
        let digest = SHA256.hash(data: Array(path.utf8))
        return digest.prefix(6).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func absolutePath(_ path: String) -> String {
        var absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        while absolute.count > 1, absolute.hasSuffix("/") { absolute.removeLast() }
        return absolute
    }

    private static func resolved(_ path: String) -> String {
        URL(filePath: path).resolvingSymlinksInPath().path()
    }
}
