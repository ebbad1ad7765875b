// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The Kontor authors

/// What becomes of the primary manager on whose days another one is assigned.
public enum FormerPrimary: String, TextEnumeration {
    /// His assignment ends the day before, and goes on the day after when the new one has a last day.
    case ends
    /// As `ends`, and on the days of the new one he stays on the team, in his role and with his share.
    case stepsBack = "steps_back"
}
