// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The folders of a private cluster.
struct ClusterPlace: Codable, Sendable, Equatable {
    /// Belongs to the cluster's user; nobody else may enter.
    let directory: String
    /// Where its unix socket is.
    let socketDirectory: String

    var data: String { directory + "/data" }
    var log: String { directory + "/postgresql.log" }

    /// Part of the socket's file name. The folder is the suite's own, so there is no other with the same.
    static let port = 7440

    /// What a unix socket's path may have at most, in bytes, without the closing zero.
    private static let socketPathLimit = 107

    static func fitsSocket(_ directory: String) -> Bool {
        "\(directory)/.s.PGSQL.\(port)".utf8.count <= socketPathLimit
    }

    /// Finds a place that the cluster's user can reach, and makes its folders.
    static func prepare(for directory: DataDirectory, user: SystemUser?) async throws -> ClusterPlace {
        var obstacles: [String] = []
        for candidate in candidates(for: directory, superuser: user != nil) {
            do {
                try await prepareFolder(candidate, user: user)
                return ClusterPlace(
                    directory: candidate,
                    socketDirectory: try await socketDirectory(of: candidate, suite: directory, user: user))
            } catch let failure as Failure {
                obstacles.append(failure.message)
            }
        }
        throw Failure(
            "There is no folder for the database cluster\(user.map { " that user '\($0.name)' can use" } ?? "").",
            advice: obstacles.joined(separator: "\n"))
    }

    /// In order of preference. Other places than the data directory matter to root alone, whose checkout another user
    /// may not be able to enter.
    static func candidates(for directory: DataDirectory, superuser: Bool) -> [String] {
        let own = directory.path + "/postgres"
        guard superuser else { return [own] }
        return [own] + ["/var/lib", "/var/tmp"].map { "\($0)/kontor-\(directory.fingerprint)" }
    }

    private static func socketDirectory(
        of place: String, suite: DataDirectory, user: SystemUser?
    ) async throws -> String {
        let own = place + "/socket"
        let elsewhere =
            user == nil ? "/tmp/kontor-\(geteuid())-\(suite.fingerprint)" : "/run/kontor-\(suite.fingerprint)"
        let chosen = fitsSocket(own) ? own : elsewhere
        try await prepareFolder(chosen, user: user)
        return chosen
    }

    /// A folder that is there already is taken only when it belongs to the user, and no other can have put it there.
    private static func prepareFolder(_ path: String, user: SystemUser?) async throws {
        let owner = user?.userID ?? geteuid()
        let isNew = mkdir(path, 0o700) == 0
        if !isNew, errno != EEXIST { throw FileAccess.failure("cannot create the folder", path) }
        if isNew, let user, chown(path, user.userID, user.groupID) != 0 {
            throw FileAccess.failure("cannot give the folder to '\(user.name)'", path)
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == owner else {
            throw Failure("\(path) is there already and belongs to another user.")
        }
        guard chmod(path, 0o700) == 0 else { throw FileAccess.failure("cannot protect", path) }
        guard try await isUsable(path, by: user) else {
            if isNew { rmdir(path) }
            throw Failure("User '\(user?.name ?? "")' cannot reach \(path).")
        }
    }

    /// Tried as that user, because access to the folders above counts too.
    private static func isUsable(_ path: String, by user: SystemUser?) async throws -> Bool {
        guard let user else { return access(path, W_OK | X_OK) == 0 }
        let attempt = Program(executable: "/bin/sh", arguments: ["-c", "cd / && test -w \"$0\"", path], user: user)
        return try await attempt.run().succeeded
    }
}
