// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Contracts
import Testing
import Transport

@testable import kontor

@Suite struct ServiceReadinessTests {
    @Test func aServiceThatDoesNotListenIsSilent() async throws {
        // Nobody can listen on port 1 here without being root and meaning it.
        #expect(try await ServiceReadiness.ask(.identity, base: -10) == .silent)
    }

    @Test func portsFollowTheBase() {
        #expect(ServiceName.allCases.map { $0.port(base: 7440) } == [7441, 7442, 7443, 7444])
        #expect(ServiceName.allCases.map { $0.managementPort(base: 7440) } == [7451, 7452, 7453, 7454])
    }
}
