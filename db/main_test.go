package db_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"ogptracker/db"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// The test program can play another program that has the same data folder: it is
// then started with the part to play and the folder in these variables.
const (
	partVariable   = "OGPTRACKER_TEST_PART"
	folderVariable = "OGPTRACKER_TEST_FOLDER"
)

func TestMain(m *testing.M) {
	part, ok := parts[os.Getenv(partVariable)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := part(context.Background(), os.Getenv(folderVariable)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var parts = map[string]func(ctx context.Context, dir string) error{
	// opens the folder, and says which sentinel it met
	"open": func(ctx context.Context, dir string) error {
		s, err := db.Open(ctx, dir, db.Options{})
		for name, sentinel := range map[string]error{"read-only": tracker.ErrReadOnly, "locked": tracker.ErrLocked} {
			if errors.Is(err, sentinel) {
				fmt.Println(name)
			}
		}
		if err != nil {
			return err
		}
		return s.Close()
	},
	// writes without end, one line for each write once it is acknowledged
	"write": func(ctx context.Context, dir string) error {
		s, err := db.Open(ctx, dir, db.Options{})
		if err != nil {
			return err
		}
		r := trackertest.Record()
		if _, err := s.SavePlan(ctx, "writer", r); err != nil {
			return err
		}
		fmt.Println("ready")
		for i := 0; ; i++ {
			// Three at once: all of them are there afterwards, or none.
			text := fmt.Sprintf("%d-%d", os.Getpid(), i)
			var updates []tracker.Update
			for _, leaf := range []string{"C01.1.1", "C02.1", "C03"} {
				updates = append(updates, tracker.Update{Leaf: leaf, Period: "2018-06", Status: tracker.Limited,
					Organization: text, Progress: tracker.Text{EN: text, FR: text}})
			}
			if _, _, _, err := s.AddUpdates(ctx, "writer", r.Plan.ID, updates); err != nil {
				return err
			}
			fmt.Println(text)
		}
	},
	// writes one update, and ends
	"write once": func(ctx context.Context, dir string) error {
		s, err := db.Open(ctx, dir, db.Options{})
		if err != nil {
			return err
		}
		defer s.Close()
		_, _, _, err = s.AddUpdates(ctx, "other", "ca-3", []tracker.Update{
			{Leaf: "C03", Period: "2018-06", Status: tracker.Limited, Organization: fmt.Sprint(os.Getpid())}})
		return err
	},
}

// play returns the command that plays a part in a folder, and what it prints.
func play(part, dir string) (command *exec.Cmd, output *bytes.Buffer) {
	command = exec.Command(os.Args[0])
	command.Env = append(os.Environ(), partVariable+"="+part, folderVariable+"="+dir)
	output = new(bytes.Buffer)
	command.Stdout, command.Stderr = output, output
	return command, output
}
