#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
"""Receives a webhook's deliveries over TLS, checks their signatures and writes what is new to a file, a line for each.

Needs nothing but Python 3. A receiver of yours needs `verify` and the set of ids that it knows.
"""

import argparse
import base64
import hashlib
import hmac
import json
import ssl
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

TOLERANCE_SECONDS = 300
BODY_LIMIT = 8 << 20


class BadSignature(Exception):
    pass


def verify(secret, identifier, timestamp, signatures, body, now=None):
    """Raises BadSignature unless one of the signatures is made with the secret, a short while ago."""
    now = time.time() if now is None else now
    if not timestamp.isdigit() or abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        raise BadSignature("the delivery is too old, or of the future")
    key = base64.b64decode(secret.strip().removeprefix("whsec_"))
    signed = f"{identifier}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    for signature in signatures.split(" "):
        version, _, value = signature.partition(",")
        if version == "v1" and hmac.compare_digest(value, expected):
            return
    raise BadSignature("no signature is made with the secret")


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    known = set()  # Keep it with what the events did, in one transaction, so that it outlives the program.

    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        if length > BODY_LIMIT:
            self.close_connection = True
            return self.answer(413)
        body = self.rfile.read(length)
        identifier = self.headers.get("webhook-id", "")
        try:
            with open(self.server.options.secret, encoding="ascii") as file:
                secret = file.read()
            verify(
                secret, identifier, self.headers.get("webhook-timestamp", ""),
                self.headers.get("webhook-signature", ""), body,
            )
        except BadSignature as problem:
            print(f"refused: {problem}", flush=True)
            return self.answer(401)
        if identifier not in self.known:
            event = json.loads(body)
            with open(self.server.options.events, "a", encoding="utf-8") as file:
                file.write(json.dumps({"id": identifier, **event}, ensure_ascii=False) + "\n")
            self.known.add(identifier)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        if status != 204:
            self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--secret", required=True, help="file with the webhook's secret")
    parser.add_argument("--certificate", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--events", required=True, help="file to which events are added")
    parser.add_argument("--port", type=int, default=0, help="a free one unless given")
    parser.add_argument("--port-file", help="file to which the port is written")
    options = parser.parse_args()
    server = HTTPServer(("127.0.0.1", options.port), Receiver)
    server.options = options
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options.certificate, options.key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    if options.port_file:
        with open(options.port_file, "w", encoding="ascii") as file:
            file.write(str(server.server_port))
    server.serve_forever()


if __name__ == "__main__":
    main()
