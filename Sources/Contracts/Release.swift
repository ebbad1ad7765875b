// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The release that a program was built from.
public enum Release {
    public static let version = "0.1.0"
}
