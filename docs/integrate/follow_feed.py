#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
"""Keeps a copy of an organisation's clients in SQLite by following their feed. Kill it whenever you like."""

import argparse
import json
import sqlite3

from first_call import Kontor


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--credentials", required=True)
    parser.add_argument("--ca", required=True)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port-base", type=int, default=7440)
    parser.add_argument("--database", default="clients.sqlite")
    parser.add_argument("--once", action="store_true", help="stop when everything has been read")
    options = parser.parse_args()
    with open(options.credentials, encoding="utf-8") as file:
        kontor = Kontor(options.host, options.port_base, options.ca, json.load(file))

    database = sqlite3.connect(options.database)
    with database:
        database.execute("create table if not exists client (id text primary key, name text, country text)")
        database.execute("create table if not exists cursor (position integer not null)")
        database.execute("insert into cursor select 0 where not exists (select 1 from cursor)")

    while True:
        (position,) = database.execute("select position from cursor").fetchone()
        page = kontor.call("clients.readFeed", after=position, limit=500, waitMs=0 if options.once else 8000)
        if page["head"] < position:
            raise SystemExit("the feed is shorter than what was read: it was restored; drop the copy and begin at 0")
        with database:  # One transaction: the records and the position that they lead to.
            for expected, item in enumerate(page["items"], position + 1):
                if item["position"] != expected:
                    raise SystemExit(f"position {item['position']} came instead of {expected}")
                client = item.get("client")
                if client is None:  # a contact, or another record of a client
                    continue
                database.execute(
                    "insert into client values (?, ?, ?) "
                    "on conflict (id) do update set name = excluded.name, country = excluded.country",
                    (client["id"], client["name"], client.get("country")),
                )
            database.execute("update cursor set position = ?", (position + len(page["items"]),))
        if page["items"]:
            print(f"read up to {position + len(page['items'])} of {page['head']}")
        elif options.once:
            break


if __name__ == "__main__":
    main()
