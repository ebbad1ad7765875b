// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

import Foundation

/// The invoices that ship with the project: a hundred, of an invented shop, with the dirt that real files have.
enum Sample {
    static var path: String {
        Bundle.module.bundleURL.appending(path: "Samples/online-retail-sample.csv").path()
    }
}
