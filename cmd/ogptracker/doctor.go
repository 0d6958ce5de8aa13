package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"ogptracker/db"
	"ogptracker/reports/chart"
	"ogptracker/reports/svg"
	"ogptracker/tracker"
)

type doctorCommand struct{}

// finding is one thing that the doctor looked at.
type finding struct {
	Check  string `json:"check"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail,omitempty"`
}

// Run looks at everything that the program needs, and says of each whether it is
// well and what to do when it is not. It writes nothing that stays.
func (doctorCommand) Run(ctx context.Context, all *commands, out *output) error {
	checks := []struct {
		name string
		look func() (string, error)
	}{
		{"folder", func() (string, error) { return all.Data, writable(all.Data) }},
		{"database", func() (string, error) { return lookAtDatabase(ctx, all.Data) }},
		{"audit", func() (string, error) {
			return "", withStore(ctx, all.Data, func(s *db.Store) error { return s.VerifyAudit(ctx) })
		}},
		{"charts", func() (string, error) { return "", drawOne(ctx) }},
	}
	findings := make([]finding, len(checks))
	sick := false
	for i, c := range checks {
		detail, err := c.look()
		f := finding{Check: c.name, OK: err == nil, Detail: detail}
		if err != nil {
			f.Detail, sick = err.Error(), true
		}
		findings[i] = f
		out.print(out.l.T("cli.doctor."+c.name+"."+map[bool]string{true: "ok", false: "bad"}[f.OK], "detail", f.Detail))
	}
	if out.json {
		if err := out.document(findings); err != nil {
			return err
		}
	}
	if sick {
		return &failure{code: exitEnvironment}
	}
	return nil
}

// drawOne draws the smallest chart there is.
func drawOne(ctx context.Context) error {
	_, err := svg.NewRenderer(1).SVG(ctx, chart.Chart{ID: "doctor", Options: []byte(`{"series":[]}`), Width: 100, Height: 100}, tracker.EN)
	return err
}

// writable tries to make a file in the folder, or in the folder it would be made
// in.
func writable(dir string) error {
	for {
		info, err := os.Stat(dir)
		if err == nil {
			if !info.IsDir() {
				return &os.PathError{Op: "open", Path: dir, Err: errors.New("not a folder")}
			}
			break
		}
		if !os.IsNotExist(err) || filepath.Dir(dir) == dir {
			return err
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.CreateTemp(dir, ".ogptracker-doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// withStore opens the store where there is one: a doctor makes none.
func withStore(ctx context.Context, dir string, look func(*db.Store) error) error {
	if _, err := os.Stat(filepath.Join(dir, db.FileName)); os.IsNotExist(err) {
		return nil
	}
	store, err := db.Open(ctx, dir, db.Options{})
	if err != nil {
		return err
	}
	return errors.Join(look(store), store.Close())
}

func lookAtDatabase(ctx context.Context, dir string) (string, error) {
	return filepath.Join(dir, db.FileName), withStore(ctx, dir, func(s *db.Store) error {
		if err := s.Check(ctx); err != nil {
			return errors.Join(tracker.ErrCorrupt, err)
		}
		return nil
	})
}
