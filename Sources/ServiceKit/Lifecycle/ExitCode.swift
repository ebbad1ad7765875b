// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// How a service's process ends, as `sysexits.h` counts.
enum ExitCode: Int32, Error {
    case success = 0
    /// Stopped by an error, or by a second signal.
    case failure = 1
    /// The command line, the environment or the file of settings is wrong.
    case usage = 64
    /// The database cannot be reached.
    case unavailable = 69
    /// The schema is behind, changed, or of a newer release.
    case schema = 78
}
