// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What a system outside calls a client. Within an organisation it names one client at most; compared byte by byte.
public struct ExternalID: Codable, Sendable, Hashable {
    public let system: ExternalSystem
    public let id: Text<1, 200>

    public init(system: ExternalSystem, id: Text<1, 200>) {
        self.system = system
        self.id = id
    }
}
