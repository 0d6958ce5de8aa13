package db_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

func TestOpenCreatesWhatIsMissing(t *testing.T) {
	// The name needs escaping in more than one way.
	dir := filepath.Join(t.TempDir(), "données #1?a=b%20", "x")
	s := dbtest.OpenIn(t, dir)
	if _, err := os.Stat(filepath.Join(dir, db.FileName)); err != nil {
		t.Fatal(err)
	}
	if plans, err := s.Plans(context.Background()); err != nil || plans == nil || len(plans) != 0 {
		t.Errorf("an empty store has plans %v, %v", plans, err)
	}
	if seq, hash, err := s.AuditHead(context.Background()); seq != 0 || hash != "" || err != nil || s.Version() != 0 {
		t.Errorf("an empty store has an audit head: %d %q %v, version %d", seq, hash, err, s.Version())
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
	_, err := s.Record(context.Background(), "ca-3")
	if !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("a plan that is not there: %v", err)
	}
	if _, err := s.LatestStatuses(context.Background(), "ca-3", tracker.Date{}); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("statuses of a plan that is not there: %v", err)
	}
	if _, err := s.Index(context.Background(), "odb"); !errors.Is(err, tracker.ErrNotFound) {
		t.Errorf("an index that is not there: %v", err)
	}
}

func TestRecordOutlivesTheProgram(t *testing.T) {
	dir := t.TempDir()
	s, err := db.Open(context.Background(), dir, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Save(t, s, trackertest.Record())
	version := s.Version()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = dbtest.OpenIn(t, dir)
	if s.Version() != version || version == 0 {
		t.Errorf("version %d, was %d", s.Version(), version)
	}
	r, err := s.Record(context.Background(), "ca-3")
	if err != nil || len(r.Updates) != len(trackertest.Record().Updates) {
		t.Errorf("%v, %v", r, err)
	}
}

func TestOpenExplainsWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T, dir string)
		want    error
	}{
		"something else": {func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, db.FileName), bytes.Repeat([]byte("This is no data file. "), 500))
		}, tracker.ErrCorrupt},
		"a header that is damaged": {func(t *testing.T, dir string) {
			fill(t, dir)
			damage(t, filepath.Join(dir, db.FileName), 0, 16)
		}, tracker.ErrCorrupt},
		"a first page that is damaged": {func(t *testing.T, dir string) {
			fill(t, dir)
			damage(t, filepath.Join(dir, db.FileName), 100, 3900)
		}, tracker.ErrCorrupt},
		"a newer schema": {func(t *testing.T, dir string) {
			fill(t, dir)
			if _, err := open(t, dir).Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, TRUE)`); err != nil {
				t.Fatal(err)
			}
		}, tracker.ErrNewerSchema},
		"another program's file": {func(t *testing.T, dir string) {
			if _, err := open(t, dir).Exec(`CREATE TABLE accounts (id INTEGER)`); err != nil {
				t.Fatal(err)
			}
		}, tracker.ErrCorrupt},
		"a folder in place of the file": {func(t *testing.T, dir string) {
			if err := os.Mkdir(filepath.Join(dir, db.FileName), 0o755); err != nil {
				t.Fatal(err)
			}
		}, syscall.EISDIR},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c.prepare(t, dir)
			before := contents(t, dir)
			s, err := db.Open(context.Background(), dir, db.Options{})
			if err == nil {
				s.Close()
			}
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if after := contents(t, dir); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

// Who only reads is told that there is nothing, and leaves nothing behind.
func TestOpenExistingCreatesNothing(t *testing.T) {
	existing := db.Options{Existing: true}
	parent := t.TempDir()
	empty, zero := mkdir(t, filepath.Join(parent, "empty")), mkdir(t, filepath.Join(parent, "zero"))
	write(t, filepath.Join(zero, db.FileName), nil)
	for _, dir := range []string{filepath.Join(parent, "none"), empty, zero} {
		if _, err := db.Open(context.Background(), dir, existing); !errors.Is(err, tracker.ErrNoData) {
			t.Errorf("%s: %v, want %v", dir, err, tracker.ErrNoData)
		}
	}
	var found []string
	err := filepath.WalkDir(parent, func(path string, _ fs.DirEntry, err error) error {
		found = append(found, strings.TrimPrefix(path, parent))
		return err
	})
	if got := strings.Join(found, " "); err != nil || got != " /empty /zero /zero/tracker.db" {
		t.Errorf("%q, %v", got, err)
	}
	full := mkdir(t, filepath.Join(parent, "full"))
	fill(t, full)
	s, err := db.Open(context.Background(), full, existing)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func mkdir(t *testing.T, dir string) string {
	t.Helper()
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOpenInAFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	write(t, path, nil)
	if _, err := db.Open(context.Background(), path, db.Options{}); !errors.Is(err, syscall.ENOTDIR) {
		t.Error(err)
	}
}

// Nothing keeps root from writing, so the folder is opened by somebody who is not.
func TestUnwritableFolder(t *testing.T) {
	dir := shared(t)
	for name, prepare := range map[string]func() error{
		"folder": func() error { return os.Chmod(dir, 0o555) },
		"file": func() error {
			fill(t, dir)
			return errors.Join(os.Chmod(dir, 0o777), os.Chmod(filepath.Join(dir, db.FileName), 0o444))
		},
	} {
		if err := prepare(); err != nil {
			t.Fatal(err)
		}
		command, output := play("open", dir)
		if os.Geteuid() == 0 {
			command.Path = filepath.Join(shared(t), "test")
			program, err := os.ReadFile(os.Args[0])
			if err != nil {
				t.Fatal(err)
			}
			write(t, command.Path, program)
			if err := os.Chmod(command.Path, 0o755); err != nil {
				t.Fatal(err)
			}
			command.Dir = "/"
			command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		if err := command.Run(); err == nil || !bytes.HasPrefix(output.Bytes(), []byte("read-only\n")) {
			t.Errorf("%s: %v: %s", name, err, output)
		}
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLockedByAnotherProgram(t *testing.T) {
	dir := t.TempDir()
	s, err := db.Open(context.Background(), dir, db.Options{LockWait: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tx, err := open(t, dir).Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := s.SavePlan(context.Background(), "test", trackertest.Record()); !errors.Is(err, tracker.ErrLocked) {
		t.Errorf("writing: %v", err)
	}
	if _, err := s.Plans(context.Background()); err != nil {
		t.Errorf("reading waits for nobody: %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SavePlan(context.Background(), "test", trackertest.Record()); err != nil {
		t.Errorf("trying again: %v", err)
	}
}

// Programs that start together on an empty folder migrate it once.
func TestOpenTogether(t *testing.T) {
	for range 3 {
		dir := t.TempDir()
		results := make(chan error, 4)
		for range cap(results) {
			go func() {
				command, output := play("open", dir)
				err := command.Run()
				if err != nil {
					err = errors.Join(err, errors.New(output.String()))
				}
				results <- err
			}()
		}
		for range cap(results) {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		files, err := os.ReadDir("migrations")
		if err != nil {
			t.Fatal(err)
		}
		var applied int
		if err := open(t, dir).QueryRow(`SELECT count(*) FROM goose_db_version WHERE version_id > 0`).Scan(&applied); err != nil || applied != len(files) {
			t.Errorf("%d of %d migrations were applied, %v", applied, len(files), err)
		}
	}
}

// A program that is killed while it migrates, at any moment of it, leaves a file that
// the next one can go on with.
func TestKilledMigration(t *testing.T) {
	finished := false
	for delay := time.Millisecond; !finished; delay += delay / 2 { // until one is too late to be killed
		dir := t.TempDir()
		command, output := play("open", dir)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		kill := time.AfterFunc(delay, func() { _ = command.Process.Kill() })
		finished = command.Wait() == nil
		kill.Stop()
		if output.Len() > 0 {
			t.Errorf("killed after %v: %s", delay, output)
		}
		s := dbtest.OpenIn(t, dir)
		dbtest.Save(t, s, trackertest.Record())
		if err := s.Check(context.Background()); err != nil {
			t.Errorf("killed after %v: %v", delay, err)
		}
	}
}

// fill puts the usual record into a folder, and closes it.
func fill(t *testing.T, dir string) {
	t.Helper()
	s, err := db.Open(context.Background(), dir, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dbtest.Save(t, s, trackertest.Record())
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// contents returns what a folder's data file holds.
func contents(t *testing.T, dir string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, db.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil && !errors.Is(err, syscall.EISDIR) {
		t.Fatal(err)
	}
	return text
}

// damage writes noise over a part of a file.
func damage(t *testing.T, path string, at, length int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := at; i < at+length; i++ {
		text[i] ^= 0xA5
	}
	write(t, path, text)
}

// shared returns a folder that anybody can reach; those of [testing.T.TempDir] are
// for their owner.
func shared(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "ogptracker-shared-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
