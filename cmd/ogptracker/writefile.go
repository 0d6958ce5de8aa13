package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// writeFile writes a result whole or not at all. "-" is standard output; a file is
// replaced when its successor is complete; what is no file, such as a device or a
// pipe, is written to as it is.
func (o *output) writeFile(name string, write func(io.Writer) error) error {
	if name == "-" {
		return writeWhole(o.stdout, write)
	}
	path, info, err := target(name)
	switch {
	case err != nil:
		return err
	case info == nil:
		return replaceFile(path, 0o644, write)
	case info.IsDir():
		return &fs.PathError{Op: "write", Path: name, Err: syscall.EISDIR}
	case info.Mode().IsRegular():
		return replaceFile(path, info.Mode().Perm(), write)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(writeWhole(f, write), f.Close())
}

// writeWhole writes a result once all of it is there.
func writeWhole(w io.Writer, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	_, err := b.WriteTo(w)
	return err
}

// target follows links to what a name stands for, which may not be there yet; info
// is nil then.
func target(name string) (path string, info fs.FileInfo, err error) {
	const most = 40 // links, as Linux follows
	path = name
	for range most {
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return path, nil, nil
		}
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, info, err
		}
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil, err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return path, nil, &fs.PathError{Op: "write", Path: name, Err: syscall.ELOOP}
}

// replaceFile writes into a temporary file beside the target, and renames it when
// it is complete.
func replaceFile(name string, mode fs.FileMode, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".ogptracker-*")
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return environmentFault(nil, "cli.error.output_folder", "file", name)
		}
		var at *fs.PathError
		if errors.As(err, &at) {
			at.Path = name // the reader knows that name, and not the temporary one
		}
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close() // closed already where closing is what failed
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Chmod(mode); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
