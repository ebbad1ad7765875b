// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// An organisation that has defined none has these: qualification (10 %), discovery (25 %), proposal (50 %),
/// negotiation (75 %), commitment (90 %), and won, lost and abandoned.
public struct ListStages: Query, Equatable {
    public typealias API = ClientsAPI
    public static let name = "clients.listStages"
    public static let summary = "Answers the stages through which opportunities go."
    public static let access = Access.permission(.readSales)

    public init() {}

    public struct Response: Codable, Sendable, Equatable {
        public let stages: StageList

        public init(stages: StageList) {
            self.stages = stages
        }
    }
}
