// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import ReportingService
import ServiceKit

await runService(ReportingServer.self)
