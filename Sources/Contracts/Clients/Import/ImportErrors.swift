// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// There is no such import, or somebody else has begun it, or it was forgotten 35 days after its last rows.
public struct ImportRunNotFound: DomainError {
    public static let code = 2450
    public static let reason = "clients.import_not_found"

    public init() {}

    public var message: String { "There is no such import." }
}

/// The rows do not follow those that were taken: nothing was done. Go on from `position`, unless all is done.
public struct ImportPositionWrong: DomainError {
    public static let code = 2451
    public static let reason = "clients.import_position_wrong"
    /// The number of the row that is to come next, from 0.
    public let position: Count
    public let isFinished: Bool

    public init(position: Count, isFinished: Bool) {
        self.position = position
        self.isFinished = isFinished
    }

    public var message: String {
        isFinished ? "The import is finished with row \(position)." : "The import goes on with row \(position)."
    }
}
