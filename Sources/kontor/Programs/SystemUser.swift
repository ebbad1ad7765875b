// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A user of the operating system.
struct SystemUser: Sendable, Equatable {
    let name: String
    let userID: UInt32
    let groupID: UInt32

    static var isSuperuser: Bool { geteuid() == 0 }

    /// Whom PostgreSQL runs as, which refuses to run as root: nobody else than the caller, unless the caller is root.
    static func forCluster() throws -> SystemUser? {
        guard isSuperuser else { return nil }
        for name in ["postgres", "nobody"] {
            if let user = named(name) { return user }
        }
        throw Failure(
            "PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody' to run it as.",
            advice: "Run kontor as another user, or install the package 'postgresql', which creates one.")
    }

    static func named(_ name: String) -> SystemUser? {
        guard let entry = getpwnam(name) else { return nil }
        return SystemUser(name: name, userID: entry.pointee.pw_uid, groupID: entry.pointee.pw_gid)
    }
}
