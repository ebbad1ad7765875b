// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// Where a server listens, as whom, and what it bears.
package struct RPCServerConfiguration: Sendable {
    package var host: String
    /// 0 lets the system pick one; `RPCServer.boundPort()` tells which.
    package var port: Int
    package var tls: TLSSource
    package var limits: ServerLimits
    /// Answered to `GET` by path, without a token.
    package var documents: [String: HTTPDocument.Source]
    /// The same by folder; each begins and ends with a slash. Names within them are secrets and never logged.
    package var secretFolders: [String: HTTPDocument.FolderSource]

    package init(
        host: String, port: Int, tls: TLSSource, limits: ServerLimits = ServerLimits(),
        documents: [String: HTTPDocument.Source] = [:], secretFolders: [String: HTTPDocument.FolderSource] = [:]
    ) {
        self.host = host
        self.port = port
        self.tls = tls
        self.limits = limits
        self.documents = documents
        self.secretFolders = secretFolders
    }
}

/// A document that a server hands out beside its methods, such as a key set.
package struct HTTPDocument: Sendable {
    package typealias Source = @Sendable () async throws -> HTTPDocument
    /// Of the document of a name; nil when there is none.
    package typealias FolderSource = @Sendable (String) async throws -> HTTPDocument?

    package var contentType: String
    package var body: [UInt8]
    /// How long anybody may keep a copy. Nil forbids it.
    package var maximumAge: Duration?

    package init(contentType: String, body: [UInt8], maximumAge: Duration? = nil) {
        self.contentType = contentType
        self.body = body
        self.maximumAge = maximumAge
    }
}
