// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a service keeps for the call that a task serves.
enum Deadline {
    @TaskLocal static var current: ContinuousClock.Instant?
}
