// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Postgres
import ServiceKit

/// What an organisation has configured of one kind: one record, which the feed tells.
protocol OrganisationSetting: Codable, Sendable {
    static var kind: ClientFeedItem.Kind { get }
    /// What every organisation begins with, in version 1.
    static var initial: Self { get throws }
    var version: Version { get }
}

enum SettingStore {
    static func present<Setting: OrganisationSetting>(
        _: Setting.Type = Setting.self, of organisation: OrganisationID, in database: some PostgresExecutor
    ) async throws -> Setting {
        let record = try await database.optionalRow(
            """
            select fact.record
            from clients.setting
            join clients.fact on fact.organisation_id = setting.organisation_id and fact.kind = setting.kind
                and fact.record_id = setting.organisation_id and fact.version = setting.version
            where setting.organisation_id = \(organisation) and setting.kind = \(Setting.kind)
            """, as: [UInt8].self)
        guard let record else { return try Setting.initial }
        return try StoredRecord.decode(Setting.self, record)
    }

    /// The same within a write. Throws `VersionConflict`.
    static func present<Setting: OrganisationSetting>(
        _: Setting.Type = Setting.self, ifVersion: Version, in write: ClientWrite
    ) async throws -> Setting {
        let present = try await present(Setting.self, of: write.organisation, in: write.transaction)
        guard present.version == ifVersion else { throw VersionConflict(currentVersion: present.version) }
        return present
    }

    /// Puts the setting in the place of the one before and publishes it. The last step of a write.
    static func save(_ setting: some OrganisationSetting, in write: ClientWrite) async throws {
        let kind = type(of: setting).kind
        _ = try await write.transaction.execute(
            """
            insert into clients.setting (organisation_id, kind, version)
            values (\(write.organisation), \(kind), \(setting.version))
            on conflict on constraint setting_once_a_kind do update set version = excluded.version
            """)
        try await write.publish([ClientFact(kind, write.organisation.uuid, setting.version, setting, about: [])])
    }
}
