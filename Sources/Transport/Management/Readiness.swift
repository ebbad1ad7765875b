// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import JSONRPC

/// The outcome of all checks at one moment.
struct Readiness {
    struct Finding {
        let name: String
        /// Nil when the check passed.
        let failure: String?
    }

    private struct TimedOut: Error, CustomStringConvertible {
        let description: String
    }

    /// Shown of a failure, in characters.
    private static let shownLength = 300

    let findings: [Finding]

    var isReady: Bool { findings.allSatisfy { $0.failure == nil } }

    /// Runs the checks at the same time, each for at most `timeout`. Findings keep the checks' order.
    static func find(_ checks: [ReadinessCheck], isDraining: Bool, timeout: Duration) async -> Readiness {
        let failures = await withTaskGroup(of: (Int, String?).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { (index, await failure(of: check, timeout)) }
            }
            return await group.reduce(into: [String?](repeating: nil, count: checks.count)) { $0[$1.0] = $1.1 }
        }
        var findings = zip(checks, failures).map { Finding(name: $0.name, failure: $1) }
        findings.append(Finding(name: "draining", failure: isDraining ? "the service is shutting down" : nil))
        return Readiness(findings: findings)
    }

    private static func failure(of check: ReadinessCheck, _ timeout: Duration) async -> String? {
        do {
            try await Deadline.enforce(
                ContinuousClock.now + timeout,
                orThrow: TimedOut(description: "no answer within \(timeout.wholeMilliseconds) ms")
            ) {
                try await check.check()
            }
            return nil
        } catch {
            return String("\(error)".prefix(shownLength))
        }
    }

    var json: String {
        let checks = findings.map { finding in
            let detail = finding.failure.map { #","detail":\#(Readiness.quoted($0))"# } ?? ""
            let state = finding.failure == nil ? "ok" : "failed"
            return #"{"name":\#(Readiness.quoted(finding.name)),"state":"\#(state)"\#(detail)}"#
        }
        return #"{"status":"\#(isReady ? "ready" : "unready")","checks":[\#(checks.joined(separator: ","))]}"#
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
