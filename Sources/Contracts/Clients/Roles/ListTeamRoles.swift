// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An organisation that has defined none has ten, from junior executive to account director.
public struct ListTeamRoles: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listTeamRoles"
    public static let summary = "Answers the roles in which users look after clients, active and retired."
    public static let access = Access.permission(.readClients)

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let roles: TeamRoleSet

        public init(roles: TeamRoleSet) {
            self.roles = roles
        }
    }
}
