// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Glibc

/// The shell process that owns a cluster. It makes the cluster, obeys one command a line, and when its input ends
/// (because we stopped it, exited, crashed or were killed) it stops the server and removes the folder.
package enum ClusterKeeper {
    /// The keeper's command line. It has a session of its own, because Ctrl-C is for the tests, and an unprivileged
    /// user when we are root, because PostgreSQL refuses root.
    package static func command(durable: Bool) throws -> [String] {
        let settings = durable ? "" : unsafeButFast
        let shell = ["/usr/bin/setsid", "/bin/sh", "-c", script, "kontor-test-cluster", superuser, settings]
        guard geteuid() == 0 else { return shell }
        let user = getpwnam("postgres") != nil ? "postgres" : "nobody"
        guard let entry = getpwnam(user) else { throw KeeperError.cannotStart("no user \(user)") }
        let (owner, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
        return ["/usr/bin/setpriv", "--reuid=\(owner)", "--regid=\(group)", "--clear-groups", "--"] + shell
    }

    /// A superuser with this name; connections are trusted, and only the folder's owner and root reach the socket.
    static let superuser = "kontor_admin"

    /// It must not mind that nobody reads its answers any more.
    /// Answers `ready FOLDER` or `failed`, then `done` or `failed` to each command.
    private static let script = """
        trap '' INT TERM HUP PIPE
        cd /
        PATH="$PATH:$(pg_config --bindir 2>/dev/null):$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)"
        folder=$(mktemp -d "${TMPDIR:-/tmp}/kontor-XXXXXX") || { echo failed; exit 1; }
        log="$folder/log"
        settings="-c listen_addresses= -c unix_socket_directories='$folder' -c max_connections=400"
        settings="$settings -c shared_buffers=64MB -c timezone=UTC -c log_min_messages=warning $2"
        start() { pg_ctl start -w -t 60 -D "$folder/data" -l "$log" -o "$settings" >>"$log" 2>&1 9>&- ; }
        if initdb --no-sync -A trust -U "$1" -E UTF8 --locale=C.UTF-8 -D "$folder/data" >>"$log" 2>&1 && start
        then echo "ready $folder"; else cat "$log" >&2; echo failed; fi
        while read -r command mode; do
            case "$command" in
            stop) pg_ctl stop -w -t 60 -m "$mode" -D "$folder/data" >>"$log" 2>&1 ;;
            start) start ;;
            esac && echo done || echo failed
        done
        pg_ctl stop -w -t 60 -m immediate -D "$folder/data" >>"$log" 2>&1
        rm -rf "$folder"
        """

    private static let unsafeButFast = """
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0
        """
}
