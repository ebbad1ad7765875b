#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
"""Creates a client, posts an entry and prints the trial balance, with Python's standard library alone."""

import argparse
import datetime
import decimal
import json
import random
import ssl
import sys
import time
import urllib.error
import urllib.request

SERVICES = ("identity", "clients", "ledger", "reporting")


class RPCError(Exception):
    """An error that a service answered. Programs look at `reason`, people at the message."""

    def __init__(self, error):
        data = error.get("data", {})
        super().__init__(f"{error['message']} ({data.get('reason')}, trace {data.get('traceId')})")
        self.code = error["code"]
        self.data = data
        self.reason = data.get("reason")
        self.retryable = data.get("retryable", False)


class Kontor:
    """Calls the services of one suite as a service account."""

    def __init__(self, host, port_base, ca, credentials):
        self.urls = {name: f"https://{host}:{port_base + i}/rpc" for i, name in enumerate(SERVICES, 1)}
        self.tls = ssl.create_default_context(cafile=ca)
        self.credentials = credentials
        self.token, self.token_ends = None, 0.0

    def call(self, method, attempts=4, **params):
        """The result, or `RPCError`. Safe to repeat, because queries change nothing and commands have a key."""
        for attempt in range(1, attempts + 1):
            try:
                return self._exchange(method, params, self._bearer())
            except (RPCError, OSError) as problem:
                if attempt == attempts or (isinstance(problem, RPCError) and not problem.retryable):
                    raise
            time.sleep(random.uniform(0, 0.1 * 2**attempt))

    def _bearer(self):
        if time.monotonic() > self.token_ends:
            answer = self._exchange("identity.issueClientToken", self.credentials, None)
            self.token = answer["accessToken"]
            self.token_ends = time.monotonic() + answer["expiresInSeconds"] - 30
        return self.token

    def _exchange(self, method, params, token):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        headers = {"Content-Type": "application/json", "Request-Timeout-Ms": "10000"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.urls[method.split(".")[0]], body, headers)
        try:
            with urllib.request.urlopen(request, timeout=15, context=self.tls) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as refusal:
            # 401, 413, 429 and 503 carry a JSON-RPC error as well; other statuses are not from a method.
            with refusal:
                if "json" not in refusal.headers.get("Content-Type", ""):
                    raise
                answer = json.load(refusal)
        if "error" in answer:
            raise RPCError(answer["error"])
        return answer["result"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--credentials", required=True, help='JSON file: {"serviceAccount": ..., "secret": ...}')
    parser.add_argument("--ca", required=True, help="PEM file of the certificate authority to trust")
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port-base", type=int, default=7440)
    parser.add_argument("--book", default="main", help="code of the book")
    options = parser.parse_args()
    with open(options.credentials, encoding="utf-8") as file:
        credentials = json.load(file)
    kontor = Kontor(options.host, options.port_base, options.ca, credentials)

    books = kontor.call("ledger.listBooks", limit=1000)["items"]
    book = next((book for book in books if book["code"] == options.book), None)
    if book is None:
        sys.exit(f"there is no book {options.book}; there are {[book['code'] for book in books]}")

    # The keys come from what is booked, so that running the program again books nothing twice.
    client = kontor.call(
        "clients.createClient", idempotencyKey="first_call.py:client:1", kind="company", name="Ada Prints Ltd",
    )["client"]
    amount = {"amount": str(decimal.Decimal("49.90")), "currency": book["functionalCurrency"]}
    posted = kontor.call(
        "ledger.postEntry", book=book["id"], idempotencyKey="first_call.py:invoice:1",
        postedOn=datetime.date(2026, 1, 15).isoformat(), documentReference="PY-1",
        lines=[
            {"account": "1100", "side": "debit", "amount": amount, "client": client["id"]},
            {"account": "4100", "side": "credit", "amount": amount, "client": client["id"]},
        ],
    )
    print(f"entry {posted['number']} of book {book['code']}: {posted['entry']}")

    try:
        kontor.call("ledger.getEntry", book=book["id"], entry=client["id"])
    except RPCError as error:
        print(f"as expected: {error.reason} ({error.code})")

    for row in kontor.call("ledger.trialBalance", book=book["id"])["rows"]:
        print(f"{row['account']:8} {row['name']:32} {decimal.Decimal(row['balance']['amount']):>16,}")


if __name__ == "__main__":
    main()
