// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Postgres
import TestKit
import Testing

@Suite struct NotificationTests {
    private let channel = PostgresIdentifier("entries")!

    @Test func committedNotificationsArriveInOrder() async throws {
        try await withDatabase(.empty) { database in
            let listener = try NotificationListener(configuration: database.configuration())
            defer { listener.close() }
            try await database.withPool(size: 2) { pool in
                var heard = listener.notifications(on: channel).makeAsyncIterator()
                #expect(await heard.next() == .resync)
                try await pool.execute("select pg_notify('other', 'not for us')")
                try await pool.withTransaction { tx in
                    try await tx.execute("select pg_notify(\(channel.text), \("1"))")
                    try await pool.execute("select pg_notify(\(channel.text), \("2 ü"))")
                }
                #expect(await heard.next() == .payload("2 ü"))
                #expect(await heard.next() == .payload("1"))
            }
        }
    }

    @Test func everySubscriberHearsEverything() async throws {
        try await withDatabase(.empty) { database in
            let listener = try NotificationListener(configuration: database.configuration())
            defer { listener.close() }
            try await database.withPool(size: 1) { pool in
                var first = listener.notifications(on: channel).makeAsyncIterator()
                #expect(await first.next() == .resync)
                var second = listener.notifications(on: channel).makeAsyncIterator()
                #expect(await second.next() == .resync)
                try await pool.execute("select pg_notify('entries', 'x')")
                #expect(await first.next() == .payload("x"))
                #expect(await second.next() == .payload("x"))
            }
        }
    }

    @Test func aLostConnectionIsMadeAgainAndTellsSo() async throws {
        try await withDatabase(.empty) { database in
            let observer = RecordingObserver()
            var configuration = database.configuration()
            configuration.applicationName = "listener"
            let listener = try NotificationListener(configuration: configuration, observer: observer)
            defer { listener.close() }
            try await database.withPool(size: 1) { pool in
                var heard = listener.notifications(on: channel).makeAsyncIterator()
                #expect(await heard.next() == .resync)
                for round in 1...3 {
                    try await pool.execute(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where application_name = 'listener' and datname = current_database()
                        """)
                    #expect(await heard.next() == .resync)
                    try await pool.execute("select pg_notify('entries', \(String(round)))")
                    #expect(await heard.next() == .payload(String(round)))
                }
                #expect(observer.record.lost == 3 && observer.record.opened == 4)
            }
        }
    }

    @Test func aSlowSubscriberIsToldThatItMissedSomething() async throws {
        try await withDatabase(.empty) { database in
            let listener = try NotificationListener(configuration: database.configuration())
            defer { listener.close() }
            try await database.withPool(size: 1) { pool in
                let slow = listener.notifications(on: channel)
                var fast = listener.notifications(on: channel).makeAsyncIterator()
                #expect(await fast.next() == .resync)
                let count = NotificationListener.bufferLimit * 2
                try await pool.execute("select pg_notify('entries', n::text) from generate_series(1, \(count)) as n")
                while let notification = await fast.next(), notification != .payload(String(count)) {}
                var heard: [Notification] = []
                for await notification in slow {
                    heard.append(notification)
                    if heard.count == NotificationListener.bufferLimit { break }
                }
                #expect(heard.last == .resync)
            }
        }
    }

    @Test func closingEndsTheStreams() async throws {
        try await withDatabase(.empty) { database in
            let listener = try NotificationListener(configuration: database.configuration())
            var heard = listener.notifications(on: channel).makeAsyncIterator()
            #expect(await heard.next() == .resync)
            listener.close()
            #expect(await heard.next() == nil)
            var late = listener.notifications(on: channel).makeAsyncIterator()
            #expect(await late.next() == nil)
        }
    }

    @Test func whoStopsListeningIsForgotten() async throws {
        try await withDatabase(.empty) { database in
            var configuration = database.configuration()
            configuration.applicationName = "listener"
            let listener = try NotificationListener(configuration: configuration)
            defer { listener.close() }
            try await database.withPool(size: 1) { pool in
                for await _ in listener.notifications(on: channel) { break }
                try await eventually {
                    try await pool.row(
                        """
                        select count(*) = 1 from pg_stat_activity
                        where application_name = 'listener' and datname = current_database() and query like 'unlisten%'
                        """, as: Bool.self)
                }
            }
        }
    }
}
