// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

/// Files of the checkout that tests were built from.
package enum ProjectFiles {
    /// The absolute path of a file or folder, given from the project's top.
    package static func path(_ relative: String) -> String {
        // Sources/TestKit/Database/ProjectFiles.swift
        let top = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return top.appendingPathComponent(relative).path
    }
}
