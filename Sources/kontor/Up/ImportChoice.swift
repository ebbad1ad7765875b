// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What `kontor up` imports.
enum ImportChoice: Sendable, Equatable {
    /// The sample, as long as no file of the user's own has been imported: the two should not mix unasked.
    case sample
    case file(String)
    case nothing

    /// Remembers that a file of the user's own is in the books.
    static func markerFile(in directory: DataDirectory) -> String { directory.path + "/own-data" }

    /// The file to import, if any.
    func path(in directory: DataDirectory) -> String? {
        switch self {
        case .sample: FileAccess.exists(Self.markerFile(in: directory)) ? nil : Sample.path
        case .file(let path): path
        case .nothing: nil
        }
    }
}
