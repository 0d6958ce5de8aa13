// Package tracker is the domain: jurisdictions, Open Government Partnership
// (OGP) action plans, commitments, milestones and indicators, what was reported
// about them, and every rule that turns those reports into a figure.
//
// Everything here is a value or a pure function. The package never reads a
// clock, a file, a database or a network, imports nothing but the standard
// library, and imports no other package of this module. A figure that a page or
// a report shows is computed here and nowhere else.
//
// The rules carry a version, [RulesVersion]; a published figure names the
// version that computed it. Their text for readers is docs/methodology.md.
package tracker

// RulesVersion names the set of rules in this package. It changes when any rule
// would give another figure for the same record.
const RulesVersion = "v1"
