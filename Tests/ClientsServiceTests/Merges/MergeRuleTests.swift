// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import JSONRPC
import Postgres
import TestKit
import Testing

@testable import ClientsService

/// The catalogue of what belongs to a client is compared with PostgreSQL's own: a new table that refers to clients is
/// named here until `clients.merge_rule` says what a merge does about it.
@Suite struct MergeRuleTests {
    @Test func everyColumnThatRefersToClientsHasARule() async throws {
        try await withClients { clients in
            let missing = try await clients.database.withPool { pool in
                try await pool.rows(
                    """
                    with referring as (
                        select referring.relname::text as table_name, attribute.attname::text as column_name
                        from pg_constraint
                        join pg_class as referring on referring.oid = pg_constraint.conrelid
                        join pg_class as referred on referred.oid = pg_constraint.confrelid
                        cross join lateral unnest(pg_constraint.conkey, pg_constraint.confkey) as pair (own, other)
                        join pg_attribute as attribute
                            on attribute.attrelid = referring.oid and attribute.attnum = pair.own
                        join pg_attribute as key on key.attrelid = referred.oid and key.attnum = pair.other
                        where pg_constraint.contype = 'f' and key.attname = 'client_id'
                            and referring.relnamespace = 'clients'::regnamespace
                        union
                        select table_name::text, column_name::text from information_schema.columns
                        where table_schema = 'clients' and column_name = 'client_id'
                    )
                    select table_name || '.' || column_name from referring
                    where not exists (
                        select from clients.merge_rule as rule
                        where rule.table_name = referring.table_name and referring.column_name = any(rule.columns))
                    order by 1
                    """, as: String.self)
            }
            #expect(missing == [], "add a row to clients.merge_rule in the migration that makes the table")
        }
    }

    @Test func everyRuleNamesWhatThereIs() async throws {
        try await withClients { clients in
            let unknown = try await clients.database.withPool { pool in
                try await pool.rows(
                    """
                    select rule.table_name || '.' || named.name
                    from clients.merge_rule as rule
                    cross join lateral (
                        select unnest(rule.columns || rule.key_columns || rule.id_column) as name
                    ) as named
                    where named.name is not null and not exists (
                        select from information_schema.columns
                        where table_schema = 'clients' and table_name = rule.table_name and column_name = named.name)
                    """, as: String.self)
            }
            #expect(unknown == [])
        }
    }

    @Test func rowsThatMoveAreFoundByAnIndex() async throws {
        try await withClients { clients in
            let unindexed = try await clients.database.withPool { pool in
                try await pool.rows(
                    """
                    select rule.table_name || '.' || named.name
                    from clients.merge_rule as rule
                    cross join lateral unnest(rule.columns) as named (name)
                    where rule.handling in ('record', 'row', 'set_aside') and not exists (
                        select from pg_index
                        join pg_attribute as first
                            on first.attrelid = pg_index.indrelid and first.attnum = pg_index.indkey[0]
                        join pg_attribute as second
                            on second.attrelid = pg_index.indrelid and second.attnum = pg_index.indkey[1]
                        where pg_index.indrelid = format('clients.%I', rule.table_name)::regclass
                            and first.attname = 'organisation_id' and second.attname = named.name
                            and (pg_index.indpred is null
                                or pg_get_expr(pg_index.indpred, pg_index.indrelid)
                                    = format('(%I IS NOT NULL)', named.name)))
                    order by 1
                    """, as: String.self)
            }
            #expect(unindexed == [])
        }
    }
}
