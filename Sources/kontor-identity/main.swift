// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import IdentityService
import ServiceKit

await runService(IdentityServer.self)
