// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import ServiceKit

/// What webhooks need of the service's surroundings.
package struct WebhookSetUp: Sendable {
    static let keyFile = ConfigurationKey(
        "webhook-key-file", .secretFile,
        help: "file with 32 bytes that seal the secrets of webhooks; none are made without it")
    static let allowedRanges = ConfigurationKey(
        "webhook-allowed-ranges",
        help: "ranges of private addresses that webhooks may call, with commas: 10.1.0.0/16,fd00::/8")
    static let authorityFile = ConfigurationKey(
        "webhook-authority-file", .file, help: "PEM: authorities of receivers besides the machine's own")
    static var configurationKeys: [ConfigurationKey] { [keyFile, allowedRanges, authorityFile] }

    let calls: OutwardCalls
    /// Webhooks whose secrets this replica could not open.
    let unopened = UnopenedWebhooks()
    /// Nil without a key file.
    private let sealer: SecretSealer?
    private let delivered: MetricCounter
    private let failed: MetricCounter
    private let duration: MetricTimer
    let running: MetricGauge

    init(_ environment: ServiceEnvironment) throws {
        let configuration = environment.configuration
        calls = try OutwardCalls(
            allowing: configuration.text(WebhookSetUp.allowedRanges),
            authorityFile: configuration.text(WebhookSetUp.authorityFile))
        sealer = try configuration.secret(WebhookSetUp.keyFile).map {
            try SecretSealer($0.bytes, for: "webhook secrets")
        }
        func counter(_ outcome: String) -> MetricCounter {
            environment.metrics.counter(
                "clients_webhook_attempts_total", "Attempts to deliver an event.", labels: [("outcome", outcome)])
        }
        delivered = counter("delivered")
        failed = counter("failed")
        duration = environment.metrics.timer(
            "clients_webhook_attempt_seconds", "How long receivers took to answer.")
        running = environment.metrics.gauge("clients_webhooks_running", "Webhooks that are being served.")
    }

    func count(_ attempt: WebhookAttempt) {
        (attempt.outcome == .delivered ? delivered : failed).increment()
        duration.record(attempt.duration)
    }

    var canSign: Bool { sealer != nil }

    /// Throws `WebhooksNotConfigured`.
    func requireSealer() throws(WebhooksNotConfigured) -> SecretSealer {
        guard let sealer else { throw WebhooksNotConfigured() }
        return sealer
    }

    /// Throws `WebhookAddressRefused`.
    func requireAllowed(_ address: WebhookAddress) async throws {
        do {
            try await calls.requireAllowed(address.host)
        } catch let refusal as OutwardCalls.Refusal {
            throw WebhookAddressRefused(cause: refusal == .notPublic ? .notPublic : .unresolved)
        }
    }
}

extension WebhookAddress {
    /// Without port and brackets.
    var host: String {
        let authority = text.dropFirst(8).prefix { $0 != "/" && $0 != "?" }
        if authority.hasPrefix("[") { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }
}

extension Webhook {
    /// What its secrets are sealed for.
    static func owner(of webhook: WebhookID, in organisation: OrganisationID) -> String {
        "\(organisation.text) \(webhook.text)"
    }
}
