// Package exchange reads and writes the formats in which plans, updates and
// benchmark indices come and go: Canada's plan schema, this project's own record
// as YAML or JSON, Canada's tracker rows as CSV and XLSX, index tables as CSV with
// a mapping, and OGP's sheet of commitments as CSV and XLSX.
//
// Readers turn an io.Reader into values, or into every fault of the whole file at
// once, each with its row, its column and what was expected; a value is complete
// only where there is no fault. Writers turn values into the same bytes each
// time. The package never opens a file, keeps nothing, applies no rule of
// assessment, and writes no sentence for people: a fault carries a key of the
// catalogue area "exchange".
//
// What comes in is hostile until read: sizes are bounded before memory is, text
// must be UTF-8 without control characters, and comes out in Unicode's NFC with
// line ends as "\n".
package exchange
