// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// The parts of an error, by the characters that the protocol gives them (`PG_DIAG_*` in postgres_ext.h, which
/// the importer leaves out).
enum Diagnostic: Unicode.Scalar {
    case sqlState = "C"
    case message = "M"
    case detail = "D"
    case hint = "H"
    case schema = "s"
    case table = "t"
    case column = "c"
    case dataType = "d"
    case constraint = "n"
    case position = "P"
    case routine = "R"

    var code: CInt { CInt(rawValue.value) }
}
