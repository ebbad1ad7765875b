// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts

/// Where each service is.
struct Endpoints: Sendable, Equatable {
    private let urls: [ServiceName: String]

    /// Of a suite on this machine.
    init(portBase: Int) {
        urls = Dictionary(uniqueKeysWithValues: ServiceName.allCases.map { ($0, $0.url(base: portBase)) })
    }

    /// - Parameter hosts: `https://...` for all services that are not named, `ledger=https://...` for one.
    init(hosts: [String]) throws {
        var named: [ServiceName: String] = [:]
        var common: String?
        for host in hosts {
            let parts = host.split(separator: "=", maxSplits: 1).map(String.init)
            if host.hasPrefix("https://") {
                common = host
            } else if parts.count == 2, let service = ServiceName(rawValue: parts[0]), parts[1].hasPrefix("https://") {
                named[service] = parts[1]
            } else {
                throw Failure(
                    "--host \(host) is neither an https address nor SERVICE=ADDRESS.",
                    advice: "Services are \(ServiceName.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
        }
        if let common { for service in ServiceName.allCases where named[service] == nil { named[service] = common } }
        urls = named
    }

    /// - Throws: ``Failure`` when no address was given for it.
    func url(of service: ServiceName) throws -> String {
        guard let url = urls[service] else {
            throw Failure(
                "No address of \(service.rawValue) is known.", advice: "Add --host \(service.rawValue)=https://...")
        }
        return url
    }

    /// By the part of a method's name before the dot.
    static func service(ofMethod name: String) throws -> ServiceName {
        let prefix = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard prefix.count == 2, let service = ServiceName(rawValue: String(prefix[0])) else {
            throw Failure(
                "\(name) is no method's name: those begin with "
                    + ServiceName.allCases.map { "\($0.rawValue)." }.joined(separator: ", ") + ".",
                advice: "'kontor methods' lists them.")
        }
        return service
    }
}
