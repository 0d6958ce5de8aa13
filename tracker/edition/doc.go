// Package edition freezes a plan: an edition is the plan's whole public record as of
// a day, with every figure computed from it, written once as bytes that have a hash
// and never change (rules v1, 8). Reports, packages and whatever is cited read an
// edition, never the live record; a correction is a new edition that names the one
// it replaces.
//
// Everything here is a value or a pure function. The package keeps nothing, reads no
// clock and names nobody: accounts are left out of what is frozen.
package edition
