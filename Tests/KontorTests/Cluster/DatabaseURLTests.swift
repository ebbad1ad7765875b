// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Testing

@testable import kontor

@Suite struct DatabaseURLTests {
    @Test func aPasswordNeverComesOutAgain() throws {
        for text in [
            "postgresql://admin:s%40cret@db.example:5432/postgres?sslmode=verify-full",
            "postgres://db.example:5432/postgres?user=admin&password=s%40cret&sslmode=verify-full",
        ] {
            let address = try DatabaseURL(text)
            #expect(address.password == "s@cret")
            #expect(address.user == "admin")
            #expect(
                address.text(user: "kontor_ledger", database: "kontor")
                    == "postgresql://kontor_ledger@db.example:5432/kontor?sslmode=verify-full")
        }
    }

    @Test func aSocketsFolderIsEscaped() {
        let address = DatabaseURL(socketDirectory: "/a b/socket", port: 7440)
        #expect(
            address.text(user: "kontor_owner", database: "kontor")
                == "postgresql://kontor_owner@/kontor?host=%2Fa%20b%2Fsocket&port=7440")
    }

    @Test func severalHostsStay() throws {
        let address = try DatabaseURL("postgresql://a:1,b:2/x")
        #expect(address.text(user: nil, database: "y") == "postgresql://a:1,b:2/y")
        #expect(address.database == "x")
    }

    @Test func anotherSchemeIsRefusedWithoutRepeatingIt() {
        #expect {
            try DatabaseURL("mysql://admin:secret@db")
        } throws: {
            !"\($0)".contains("secret")
        }
    }
}
