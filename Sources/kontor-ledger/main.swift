// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import LedgerService
import ServiceKit

await runService(LedgerServer.self)
