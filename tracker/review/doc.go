// Package review is the independent review of a plan: what a reviewer found of each
// commitment, in the variables that OGP's Independent Reporting Mechanism (IRM) uses
// for the plan's year, what follows from it, and how it stands to the government's own
// assessment (rules v1, 7).
//
// Everything here is a value or a pure function. A review is of one frozen edition and
// changes nothing of the record.
package review
