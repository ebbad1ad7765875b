// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

package import Contracts
import Crypto
import Foundation
import JSON
import Synchronization
import Transport

/// Receives the deliveries of webhooks over TLS, on this machine.
package final class WebhookReceiver: Sendable {
    package struct Delivery: Sendable {
        package let id: String
        package let timestamp: String
        package let signatures: [String]
        package let host: String
        package let body: [UInt8]
        package let event: WebhookEvent

        /// Whether one of the signatures is made with the secret, by the words of Standard Webhooks.
        package func isSigned(with secret: WebhookSecret) -> Bool {
            guard let key = Data(base64Encoded: String(secret.text.dropFirst("whsec_".count))) else { return false }
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("\(id).\(timestamp).".utf8) + body, using: SymmetricKey(data: key))
            return signatures.contains("v1,\(Data(code).base64EncodedString())")
        }
    }

    /// The status to answer and a redirection's aim, if it is one.
    package typealias Answering = @Sendable (Delivery) async -> (status: Int, location: String?)

    private let taken = Mutex<[Delivery]>([])
    private let answering = Mutex<Answering>({ _ in (200, nil) })
    private let port = Mutex(0)
    private let folder = FileManager.default.temporaryDirectory.appending(path: "webhooks-\(UUID().uuidString)")

    private init() {}

    /// Everything that came, whatever was answered.
    package var deliveries: [Delivery] { taken.withLock { $0 } }
    package var authorityFile: String { folder.appending(path: "authority.pem").path }

    package func address(host: String = "localhost", path: String = "/hook") throws -> WebhookAddress {
        try WebhookAddress(validating: "https://\(host):\(port.withLock { $0 })\(path)")
    }

    package func answer(_ answering: @escaping Answering) {
        self.answering.withLock { $0 = answering }
    }

    package func forget() {
        taken.withLock { $0 = [] }
    }

    package static func with<Value>(_ body: (WebhookReceiver) async throws -> Value) async throws -> Value {
        let receiver = WebhookReceiver()
        let authority = try TestAuthority()
        try FileManager.default.createDirectory(at: receiver.folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: receiver.folder) }
        try Data(authority.pem()).write(to: URL(filePath: receiver.authorityFile))
        let leaf = try authority.issue()
        return try await CallbackServer.with(
            tls: TLSMaterial(certificateChain: leaf.certificateChain, privateKey: leaf.privateKey, authority: nil),
            answer: { await receiver.take($0) }
        ) { server in
            receiver.port.withLock { $0 = server.port }
            return try await body(receiver)
        }
    }

    private func take(_ request: CallbackRequest) async -> CallbackServer.Answer {
        guard let event = try? JSONDecoder(unknownMembers: .refuse).decode(WebhookEvent.self, from: request.body) else {
            return CallbackServer.Answer(400)
        }
        let delivery = Delivery(
            id: request.fields["webhook-id"] ?? "", timestamp: request.fields["webhook-timestamp"] ?? "",
            signatures: (request.fields["webhook-signature"] ?? "").split(separator: " ").map(String.init),
            host: request.fields["host"] ?? "", body: request.body, event: event)
        taken.withLock { $0.append(delivery) }
        let (status, location) = await answering.withLock { $0 }(delivery)
        return CallbackServer.Answer(status, location.map { [("location", $0)] } ?? [])
    }
}
