// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import FoundationEssentials

/// Where the suite's data is: a cluster of its own, unless `KONTOR_DATABASE_URL` names a server.
enum Database: Sendable {
    case own(Cluster)
    case external

    static let environmentName = "KONTOR_DATABASE_URL"

    /// The administrator's address of a server that the suite is to use.
    static func externalAddress() throws -> DatabaseURL? {
        guard let text = ProcessInfo.processInfo.environment[environmentName], !text.isEmpty else { return nil }
        return try DatabaseURL(text)
    }

    /// The address, without a user, of the server that a running suite uses.
    static func address(of state: SuiteState) throws -> DatabaseURL {
        if let address = try externalAddress() { return address }
        if let server = state.externalServer { return try DatabaseURL(server) }
        guard let place = state.cluster else { throw Failure("The suite has no database yet.") }
        return DatabaseURL(socketDirectory: place.socketDirectory, port: ClusterPlace.port)
    }

    /// Finds the place and the programs; starts nothing. The place is written down before anything is put there.
    static func choose(for directory: DataDirectory, record: SuiteRecord) async throws -> Database {
        if let address = try externalAddress() {
            let shown = address.text(user: address.user, database: nil)
            try await record.update {
                $0.externalServer = shown
            }
            return .external
        }
        let user = try SystemUser.forCluster()
        let place = try await ClusterPlace.prepare(for: directory, user: user)
        try await record.update {
            $0.externalServer = nil
            $0.cluster = place
        }
        return .own(Cluster(place: place, programs: try await .find(server: true), user: user))
    }

    /// The cluster that an earlier run has left, running or not.
    static func recorded(in state: SuiteState) async throws -> Cluster? {
        guard let place = state.cluster else { return nil }
        return Cluster(place: place, programs: try await .find(server: true), user: try .forCluster())
    }

    /// Starts the cluster, or asks whether the named server answers, and prepares database and roles.
    func start(_ directory: DataDirectory, _ console: Console) async throws -> DatabaseServer {
        let secrets = Secrets(directory: directory)
        let server: DatabaseServer
        switch self {
        case .external:
            guard let address = try Self.externalAddress() else { throw Failure("\(Self.environmentName) is gone.") }
            server = DatabaseServer(address: address, programs: try await .find(server: false))
            try await console.step("Asking \(server.shownAddress)") {
                try await server.waitUntilItAnswers(within: .seconds(20))
            }
        case .own(let cluster):
            let password = try secrets.password(Cluster.administrator)
            if cluster.isInitialised {
                try await cluster.requireSameVersion()
            } else {
                try await console.step("Creating a database cluster in \(cluster.place.directory)") {
                    try await cluster.initialise(password: password)
                }
            }
            var address = DatabaseURL(socketDirectory: cluster.place.socketDirectory, port: ClusterPlace.port)
            address.user = Cluster.administrator
            address.password = password
            server = DatabaseServer(address: address, programs: cluster.programs)
            try await console.step("Starting PostgreSQL") {
                try await cluster.start()
                try await server.waitUntilItAnswers(within: .seconds(60))
            }
        }
        let passwords = try Dictionary(
            uniqueKeysWithValues: DatabaseServer.roles.map { ($0, try secrets.password($0)) })
        try await console.step("Preparing the database and its roles") {
            try await server.prepare(passwords: passwords)
        }
        return server
    }

    /// Leaves a server alone that is not the suite's own.
    func stop(_ console: Console) async throws {
        guard case .own(let cluster) = self, cluster.isRunning else { return }
        try await console.step("Stopping PostgreSQL") {
            try await cluster.stop()
        }
    }
}
