// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

/// A base URL that cannot be dialled.
package struct InvalidURL: Error, Equatable, CustomStringConvertible {
    package let url: String
    package let scheme: String

    package var description: String {
        "\(url) is not a base URL: write \(scheme)://host:port, without path, query or credentials"
    }

    /// The URL without a trailing slash.
    static func check(_ text: String, scheme: String) throws(InvalidURL) -> String {
        guard let url = URL(string: text), url.scheme?.lowercased() == scheme, url.host()?.isEmpty == false,
            url.path().isEmpty || url.path() == "/", url.query() == nil, url.fragment() == nil, url.user() == nil,
            url.port.map({ (1...65535).contains($0) }) ?? true
        else { throw InvalidURL(url: text, scheme: scheme) }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}
