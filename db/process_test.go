package db_test

import (
	"bufio"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// A program that is killed while it writes leaves every write that it was told of,
// none in part, and a chain that holds.
func TestKilledWriter(t *testing.T) {
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	for round := range 8 {
		command, _ := play("write", dir)
		command.Stdout = nil
		output, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(output)
		for n := 0; lines.Scan(); n++ {
			if line := lines.Text(); strings.Contains(line, "-") {
				acknowledged[line] = true
			}
			if n == 10+3*round { // in the midst of the next
				if err := command.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		command.Wait()
	}
	s := dbtest.OpenIn(t, dir)
	r, err := s.Record(context.Background(), "ca-3")
	if err != nil {
		t.Fatal(err)
	}
	writes := map[string]int{}
	for _, u := range r.Updates {
		writes[u.Organization]++
	}
	for text := range acknowledged {
		if writes[text] == 0 {
			t.Errorf("write %s was acknowledged, and is not there", text)
		}
	}
	for text, n := range writes {
		if n != 3 {
			t.Errorf("of write %s %d of 3 updates are there", text, n)
		}
	}
	if len(acknowledged) < 80 {
		t.Errorf("only %d writes were acknowledged", len(acknowledged))
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

// Writers queue up, readers wait for nobody, and nothing is lost.
func TestManyWritersAndReaders(t *testing.T) {
	s := planned(t)
	ctx := context.Background()
	writers, writes := 20, 10
	if testing.Short() { // with the race detector, which watches every access
		writers, writes = 6, 5
	}
	var group, reading sync.WaitGroup
	var done atomic.Bool
	for range 4 {
		reading.Go(func() {
			for !done.Load() {
				r, err := s.Record(ctx, "ca-3")
				if err != nil || len(r.Updates)%2 != 0 {
					t.Errorf("%d updates, of which each write leaves two: %v", len(r.Updates), err)
					return
				}
				if _, err := s.LatestStatuses(ctx, "ca-3", tracker.MustDate("2019-01-01")); err != nil {
					t.Error(err)
				}
				if _, err := s.Activity(ctx, tracker.ActivityQuery{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for w := range writers {
		group.Go(func() {
			for i := range writes {
				name := by(fmt.Sprintf("%d-%d", w, i))
				other := said("a", name, func(u *tracker.Update) { u.Leaf = "C02.1" })
				if _, _, _, err := s.AddUpdates(ctx, "test", "ca-3", []tracker.Update{said("a", name), other}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	done.Store(true)
	reading.Wait()
	if r, err := s.Record(ctx, "ca-3"); err != nil || len(r.Updates) != 2*writers*writes {
		t.Errorf("%d updates, %v", len(r.Updates), err)
	}
	if err := s.VerifyAudit(ctx); err != nil {
		t.Error(err)
	}
}

// Several programs write to one folder, and each learns of the others' writes.
func TestSeveralPrograms(t *testing.T) {
	dir := t.TempDir()
	s := dbtest.OpenIn(t, dir)
	r := trackertest.Record()
	r.Updates = nil
	dbtest.Save(t, s, r)
	ctx, cancel := context.WithCancel(context.Background())
	var watching sync.WaitGroup
	watching.Go(func() {
		s.WatchVersion(ctx, time.Millisecond, func(err error) { t.Error(err) })
	})
	before := s.Version()
	const programs = 4
	var group sync.WaitGroup
	for i := range programs {
		group.Go(func() {
			command, output := play("write once", dir)
			if err := command.Run(); err != nil {
				t.Errorf("%v: %s", err, output)
			}
		})
		group.Go(func() {
			if _, _, _, err := s.AddUpdates(ctx, "test", "ca-3", []tracker.Update{said("a", by(fmt.Sprint("own", i)))}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for s.Version() != before+2*programs { // the test's own deadline ends a wait in vain
		time.Sleep(time.Millisecond)
	}
	cancel()
	watching.Wait()
	if got, err := s.Record(context.Background(), "ca-3"); err != nil || len(got.Updates) != 2*programs {
		t.Errorf("%d updates, %v", len(got.Updates), err)
	}
	if err := s.Check(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestWatchReportsErrors(t *testing.T) {
	s, err := db.Open(context.Background(), filepath.Join(t.TempDir(), "x"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var reported error
	s.WatchVersion(ctx, time.Millisecond, func(err error) {
		reported = err
		cancel()
	})
	if reported == nil {
		t.Error("reading a closed store went well")
	}
}
