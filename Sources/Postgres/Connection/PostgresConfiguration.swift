// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import CPostgres

/// Where the database is, who we are there, and the limits of a pool.
package struct PostgresConfiguration: Sendable, Equatable {
    /// A host name, an address, or the folder of a unix socket (starts with `/`); several with commas between.
    package var host: String
    package var port: Int
    package var database: String
    package var user: String
    package var password: String?
    /// `disable`, `require`, `verify-ca` or `verify-full`; nil leaves libpq's own choice.
    package var sslMode: String?
    package var sslRootCertificate: String?
    package var sslCertificate: String?
    package var sslKey: String?
    package var applicationName = "kontor"
    /// First schema of unqualified names; nil keeps what the role has.
    package var searchPath: PostgresIdentifier?

    package var poolSize = 8
    /// Callers that may wait for a connection at the same time.
    package var waitingLimit = 1_000
    /// How long a caller waits for a connection.
    package var waitLimit = Duration.seconds(5)
    package var connectLimit = Duration.seconds(5)
    /// No statement runs longer, whatever the deadline; nil is no limit.
    package var statementLimit: Duration? = .seconds(60)
    /// The server ends a transaction that is idle for so long, and with it its locks.
    package var idleInTransactionLimit = Duration.seconds(60)
    /// Prepared statements that each connection keeps.
    package var statementCacheLimit = 256
    /// How long a dead network stays unnoticed.
    package var keepaliveLimit = Duration.seconds(20)

    /// Parameters of the URL that have no field here, handed to libpq as they are.
    var others: [String: String] = [:]

    package init(
        host: String, port: Int = 5_432, database: String, user: String, password: String? = nil
    ) {
        self.host = host
        self.port = port
        self.database = database
        self.user = user
        self.password = password
    }

    /// Reads `postgresql://user@host:5432/database?sslmode=verify-full&...` as libpq does. The error does not
    /// repeat the text, which may hold a password.
    package init(url: String) throws {
        var options: [String: String] = [:]
        var problem: UnsafeMutablePointer<CChar>?
        guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://"),
            let parsed = PQconninfoParse(url, &problem)
        else {
            PQfreemem(problem)
            throw PostgresError.configuration("not a PostgreSQL URL: postgresql://user@host:port/database is wanted")
        }
        defer { PQconninfoFree(parsed) }
        var option = parsed
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        func take(_ key: String) -> String? { options.removeValue(forKey: key) }
        guard let user = take("user") else { throw PostgresError.configuration("the PostgreSQL URL names no user") }
        guard let port = Int(take("port") ?? "5432"), (1...65_535).contains(port) else {
            throw PostgresError.configuration("the PostgreSQL URL must name one port")
        }
        self.init(
            host: take("host") ?? take("hostaddr") ?? "/var/run/postgresql", port: port,
            database: take("dbname") ?? user, user: user, password: take("password"))
        sslMode = take("sslmode")
        sslRootCertificate = take("sslrootcert")
        sslCertificate = take("sslcert")
        sslKey = take("sslkey")
        applicationName = take("application_name") ?? applicationName
        if let seconds = take("connect_timeout").flatMap({ Int($0) }), seconds > 0 {
            connectLimit = .seconds(seconds)
        }
        others = options
    }

    /// libpq's keywords and values.
    var keywords: [(String, String)] {
        let keepalive = keepaliveLimit.milliseconds
        var list: [(String, String?)] = others.filter { $0.key != "options" }.map { ($0.key, $0.value) }
        list += [
            ("host", host), ("port", String(port)), ("dbname", database), ("user", user), ("password", password),
            ("sslmode", sslMode), ("sslrootcert", sslRootCertificate), ("sslcert", sslCertificate),
            ("sslkey", sslKey), ("application_name", applicationName), ("client_encoding", "UTF8"),
            ("connect_timeout", String(max(2, connectLimit.milliseconds / 1_000))),
            ("keepalives_idle", String(max(1, keepalive / 2_000))),
            ("keepalives_interval", String(max(1, keepalive / 8_000))), ("keepalives_count", "4"),
            ("tcp_user_timeout", String(keepalive)), ("gssencmode", "disable"), ("options", settings),
        ]
        return list.compactMap { key, value in value.map { (key, $0) } }
    }

    /// Settings of the session. Times mean the same everywhere when the session's zone is UTC.
    private var settings: String {
        var settings = [
            "timezone=UTC", "datestyle=ISO",
            "idle_in_transaction_session_timeout=\(idleInTransactionLimit.milliseconds)",
        ]
        if let statementLimit { settings.append("statement_timeout=\(statementLimit.milliseconds)") }
        if let searchPath { settings.append("search_path=\(searchPath)") }
        return settings.map { "-c \($0)" }.joined(separator: " ") + (others["options"].map { " " + $0 } ?? "")
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Without the password, and without what a URL brought along.
    package var description: String { "\(user)@\(host):\(port)/\(database)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Duration {
    /// Whole milliseconds, rounded up.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
