// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A PostgreSQL cluster of the suite's own: reached by its unix socket alone, with a password for every role.
struct Cluster: Sendable {
    let place: ClusterPlace
    let programs: PostgresPrograms
    /// Whom it runs as; nil for the caller.
    let user: SystemUser?

    static let administrator = "postgres"

    /// Longest wait for it to start (recovery after a crash included) and to stop.
    private static let patienceInSeconds = 120
    /// Half a second apart.
    private static let startAttempts = 40

    var isInitialised: Bool { FileAccess.exists(place.data + "/PG_VERSION") }

    /// - Throws: ``Failure`` when the data is of another major version than the programs.
    func requireSameVersion() async throws {
        let data = try FileAccess.text(place.data + "/PG_VERSION").filter { !$0.isWhitespace }
        let installed = try await programs.majorVersion()
        guard data == installed else {
            throw Failure(
                "The cluster in \(place.data) was made by PostgreSQL \(data); installed is \(installed).",
                advice: "Install PostgreSQL \(data) again, or move the data with pg_upgrade.")
        }
    }

    /// Made beside its place and moved there when complete: a run that was killed leaves nothing to stumble on.
    func initialise(password: String) async throws {
        let partial = place.directory + "/data.partial"
        let passwordFile = place.directory + "/password"
        try removeIfPresent(partial)
        try FileAccess.replace(passwordFile, with: password + "\n", mode: FileAccess.secretMode)
        defer { unlink(passwordFile) }
        if let user, chown(passwordFile, user.userID, user.groupID) != 0 {
            throw FileAccess.failure("cannot give to '\(user.name)'", passwordFile)
        }
        try await run(
            "initdb",
            [
                "--pgdata", partial, "--username", Self.administrator, "--pwfile", passwordFile,
                "--auth-local", "scram-sha-256", "--auth-host", "scram-sha-256",
                "--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums",
            ],
            whenFailing: "The database cluster cannot be created")
        let configuration = partial + "/postgresql.conf"
        let descriptor = try FileAccess.openForAppending(configuration)
        defer { FileAccess.close(descriptor) }
        try FileAccess.writeAll(Array("include_if_exists 'kontor.conf'\n".utf8), to: descriptor, path: configuration)
        guard rename(partial, place.data) == 0 else { throw FileAccess.failure("cannot create", place.data) }
    }

    /// Takes one that runs already, as after a `kontor up` that was killed; that one may still be recovering.
    func start() async throws {
        guard postmaster() != .ours else { return }
        try writeConfiguration()
        for attempt in 1... {
            // PostgreSQL would take the stranger for its own earlier run. That one is gone it finds out by itself.
            if postmaster() == .stranger { removeLockFiles() }
            do {
                return try await run(
                    "pg_ctl",
                    ["start", "-D", place.data, "-l", place.log, "-w", "-s", "-t", "\(Self.patienceInSeconds)"],
                    whenFailing: "PostgreSQL does not start")
            } catch is Failure {
                let tail = LogTail.last(lines: 6, ofFile: place.log)
                // After a kill -9 of its main process the others take a moment to notice and to end.
                let isLeaving = tail.contains("pre-existing shared memory block") || tail.contains("lock file")
                guard isLeaving, attempt < Self.startAttempts else {
                    throw Failure("PostgreSQL does not start.", advice: "\(tail)\nThe whole log: \(place.log)")
                }
                try await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    /// Both name the main process; folder and socket belong to this cluster alone.
    private func removeLockFiles() {
        unlink(place.data + "/postmaster.pid")
        unlink("\(place.socketDirectory)/.s.PGSQL.\(ClusterPlace.port).lock")
    }

    func stop() async throws {
        guard isRunning else { return }
        try await run(
            "pg_ctl", ["stop", "-D", place.data, "-m", "fast", "-w", "-s", "-t", "\(Self.patienceInSeconds)"],
            whenFailing: "PostgreSQL does not stop")
    }

    var isRunning: Bool { postmaster() == .ours }

    private func writeConfiguration() throws {
        let path = place.data + "/kontor.conf"
        let socket = place.socketDirectory.replacing("'", with: "''")
        let text = """
            # Written by kontor at every start.
            listen_addresses = ''
            unix_socket_directories = '\(socket)'
            unix_socket_permissions = 0700
            port = \(ClusterPlace.port)
            password_encryption = 'scram-sha-256'
            cluster_name = 'kontor'
            shared_buffers = \(Self.sharedBuffersInMegabytes)MB
            # Checkpoints seldom: after each one every page that is touched goes to the log as a whole.
            checkpoint_timeout = 15min
            max_wal_size = 4GB

            """
        try FileAccess.replace(path, with: text, mode: FileAccess.secretMode)
        if let user, chown(path, user.userID, user.groupID) != 0 {
            throw FileAccess.failure("cannot give to '\(user.name)'", path)
        }
    }

    /// An eighth of the machine's memory, since the services live here too: 128 at least, as PostgreSQL would take
    /// unasked, and 2,048 at most. What is not used is not taken.
    private static var sharedBuffersInMegabytes: Int {
        let bytes = sysconf(CInt(_SC_PHYS_PAGES)) * sysconf(CInt(_SC_PAGESIZE))
        return min(max(bytes / 8 / 1_048_576, 128), 2048)
    }

    private func run(_ program: String, _ arguments: [String], whenFailing message: String) async throws {
        // A session's language must not decide what the cluster is made of; its folder must be one the user can enter.
        try await Program(
            executable: "/bin/sh",
            arguments: ["-c", "cd / && exec \"$0\" \"$@\"", programs.path(program)] + arguments,
            environment: ["LC_ALL": "C.UTF-8"], user: user
        ).output(whenFailing: message)
    }

    private func removeIfPresent(_ path: String) throws {
        guard FileAccess.exists(path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }

    private enum Postmaster {
        case ours
        /// The file names a process that is not PostgreSQL with this data, or one that has ended and waits for its
        /// parent, which in some containers never comes.
        case stranger
        /// There is no file, or no such process any more.
        case none
    }

    private func postmaster() -> Postmaster {
        guard
            let text = try? FileAccess.text(place.data + "/postmaster.pid"),
            let number = text.split(whereSeparator: \.isNewline).first.flatMap({ Int32($0) }),
            FileAccess.exists("/proc/\(number)")
        else { return .none }
        // PostgreSQL works in its data folder; a stranger that was given the number does not.
        let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(number)/cwd")
        return folder == place.data ? .ours : .stranger
    }
}
