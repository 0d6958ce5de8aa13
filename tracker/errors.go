package tracker

import "errors"

// The errors that a store reports. They are compared with [errors.Is]; the
// error that wraps one says what happened and where, for the log, and its text
// is never shown to a reader.
var (
	// ErrNotFound: there is no record by that name.
	ErrNotFound = errors.New("not found")
	// ErrConflict: the write contradicts what is recorded, as an update of a leaf
	// that the plan does not have. Nothing was written.
	ErrConflict = errors.New("in conflict with what is recorded")
	// ErrStale: somebody else changed it since the version that the write started
	// from. Nothing was written.
	ErrStale = errors.New("changed meanwhile by somebody else")
	// ErrLastAdministrator: the write would leave nobody who can manage accounts.
	// Nothing was written.
	ErrLastAdministrator = errors.New("there must be an administrator")
	// ErrLocked: another program kept the data locked for longer than is waited
	// for. Trying again may succeed.
	ErrLocked = errors.New("locked by another program")
	// ErrReadOnly: the data folder or its file may not be written.
	ErrReadOnly = errors.New("may not be written")
	// ErrCorrupt: the file is damaged, is no data file of this program, or its
	// audit chain does not hold.
	ErrCorrupt = errors.New("damaged")
	// ErrFull: the disk is full. Nothing was written.
	ErrFull = errors.New("disk full")
	// ErrDisk: the disk could not be read or written, and not for want of room.
	ErrDisk = errors.New("disk error")
	// ErrNoData: the data folder is not there, or nothing was ever recorded in it.
	ErrNoData = errors.New("no data")
	// ErrNewerSchema: the data were written by a newer version of the program.
	ErrNewerSchema = errors.New("written by a newer version of the program")
)
