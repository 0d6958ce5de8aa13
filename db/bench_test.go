package db_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ogptracker/db"
	"ogptracker/db/dbtest"
	"ogptracker/tracker"
	"ogptracker/tracker/trackertest"
)

// wide returns a plan with so many leaves, and its updates: one for each leaf and
// each of so many periods, with texts as long as departments write them.
func wide(leaves, periods int) (*tracker.Record, []tracker.Update) {
	r := trackertest.Record()
	r.Updates = nil
	r.Plan.Periods = nil
	r.Plan.Commitments = nil
	for i := range leaves {
		code := fmt.Sprintf("C%05d", i)
		r.Plan.Commitments = append(r.Plan.Commitments, tracker.Commitment{
			Item: tracker.Item{Code: code, Title: tracker.Text{EN: "Title " + code, FR: "Titre " + code}}, Number: i + 1})
	}
	en := strings.Repeat("The team published the next set and met its users. ", 5)
	fr := strings.Repeat("L’équipe a publié l’ensemble suivant et rencontré ses utilisateurs. ", 4)
	updates := make([]tracker.Update, 0, leaves*periods)
	for p := range periods {
		month := tracker.NewDate(2000, time.Month(1+p), 1)
		r.Plan.Periods = append(r.Plan.Periods, tracker.Period(month.String()[:7]))
		for i := range leaves {
			updates = append(updates, tracker.Update{
				Leaf: fmt.Sprintf("C%05d", i), Period: r.Plan.Periods[p], Status: tracker.Levels[p%4],
				Organization: "tbs-sct", Progress: tracker.Text{EN: en, FR: fr}, Challenges: tracker.Text{EN: en, FR: fr},
				EvidenceIn:  tracker.Text{EN: "https://open.canada.ca/en", FR: "https://ouvert.canada.ca/fr"},
				PublishedAt: month.AddMonths(1).UTC().Add(time.Duration(i) * time.Second),
			})
		}
	}
	return r, updates
}

// BenchmarkImport sets AddUpdates against what a program without rules could do at
// best: the same rows, ready made, inserted by prepared statements in one
// transaction. "rows" inserts into the table of updates alone, "rows+audit" into
// the two tables that an import writes. The metric of the first is their rate as a
// share of that; the bar is 0.40.
func BenchmarkImport(b *testing.B) {
	const leaves, periods = 500, 20
	r, updates := wide(leaves, periods)
	ctx, cancel := context.WithCancel(context.Background()) // as that of a request or a command
	defer cancel()

	var imported, alone, both time.Duration
	for b.Loop() {
		dir := b.TempDir()
		s, err := db.Open(ctx, dir, db.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.SavePlan(ctx, dbtest.Actor, r); err != nil {
			b.Fatal(err)
		}
		begin := time.Now()
		added, _, _, err := s.AddUpdates(ctx, dbtest.Actor, r.Plan.ID, updates)
		imported += time.Since(begin)
		if err != nil || added != len(updates) {
			b.Fatal(added, err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		alone += rawInserts(b, filepath.Join(dir, db.FileName), false)
		both += rawInserts(b, filepath.Join(dir, db.FileName), true)
	}
	n := float64(len(updates) * b.N)
	b.ReportMetric(n/imported.Seconds(), "rows/s")
	b.ReportMetric(alone.Seconds()/imported.Seconds(), "of-rows")
	b.ReportMetric(both.Seconds()/imported.Seconds(), "of-rows+audit")
	b.ReportMetric(0, "ns/op")
}

// rawInserts empties the tables of a file and inserts what was in them again, and
// returns how long the inserting took.
func rawInserts(b *testing.B, path string, withAudit bool) time.Duration {
	b.Helper()
	pool, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(0)&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	tables := []string{"updates"}
	if withAudit {
		tables = append(tables, "audit")
	}
	dropGuards(b, pool)
	var rows [][][]any
	var statements []string
	for _, table := range tables {
		all, columns := dump(b, pool, table)
		rows = append(rows, all)
		statements = append(statements, "INSERT INTO "+table+" VALUES (?"+strings.Repeat(", ?", columns-1)+")")
		if _, err := pool.Exec("DELETE FROM " + table); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := pool.Exec("PRAGMA foreign_keys = 1"); err != nil {
		b.Fatal(err)
	}
	begin := time.Now()
	tx, err := pool.Begin()
	if err != nil {
		b.Fatal(err)
	}
	for i := len(tables) - 1; i >= 0; i-- { // what is referred to first
		insertAll(b, tx, statements[i], rows[i])
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return time.Since(begin)
}

func insertAll(b *testing.B, tx *sql.Tx, statement string, rows [][]any) {
	b.Helper()
	insert, err := tx.Prepare(statement)
	if err != nil {
		b.Fatal(err)
	}
	defer insert.Close()
	for _, row := range rows {
		if _, err := insert.Exec(row...); err != nil {
			b.Fatal(err)
		}
	}
}

// dump returns every row of a table.
func dump(b *testing.B, pool *sql.DB, table string) (all [][]any, columns int) {
	b.Helper()
	rows, err := pool.Query("SELECT * FROM " + table)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
	}()
	for rows.Next() {
		row := make([]any, len(names))
		to := make([]any, len(names))
		for i := range row {
			to[i] = &row[i]
		}
		if err := rows.Scan(to...); err != nil {
			b.Fatal(err)
		}
		all = append(all, row)
	}
	return all, len(names)
}

// BenchmarkLatestStatuses reads where each leaf of a plan stands with ever more
// updates recorded. The bar: flat within a factor of 2.
func BenchmarkLatestStatuses(b *testing.B) {
	const leaves = 65
	for _, count := range []int{10_000, 100_000, 1_000_000} {
		if testing.Short() && count > 10_000 {
			continue
		}
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			s, planID := filled(b, leaves, count)
			asOf := tracker.MustDate("2030-01-01")
			ctx := context.Background()
			for b.Loop() {
				latest, err := s.LatestStatuses(ctx, planID, asOf)
				if err != nil || len(latest) != leaves || latest[0].Period == "" {
					b.Fatal(latest, err)
				}
			}
		})
	}
}

// BenchmarkRecord reads a whole plan of the size of Canada's sixth: 65 leaves, 9
// periods.
func BenchmarkRecord(b *testing.B) {
	r, updates := wide(65, 9)
	s := dbtest.Open(b)
	r.Updates = updates
	dbtest.Save(b, s, r)
	for b.Loop() {
		if _, err := s.Record(context.Background(), r.Plan.ID); err != nil {
			b.Fatal(err)
		}
	}
}

// filled returns a store with so many updates of a plan, written without their
// texts and audit entries, which the reading does not touch.
func filled(b *testing.B, leaves, count int) (*db.Store, string) {
	b.Helper()
	r, _ := wide(leaves, 0)
	dir := b.TempDir()
	s := dbtest.OpenIn(b, dir)
	dbtest.Save(b, s, r)
	pool, err := sql.Open("sqlite", "file:"+filepath.Join(dir, db.FileName)+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(0)&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	tx, err := pool.Begin()
	if err != nil {
		b.Fatal(err)
	}
	insert, err := tx.Prepare(`INSERT INTO updates VALUES (?, ?, ?, ?, '', ?, ?, ?, '', '', '', '', '', '', ?, NULL, NULL, ?)`)
	if err != nil {
		b.Fatal(err)
	}
	defer insert.Close()
	text := strings.Repeat("Progress was made. ", 10)
	for i := range count {
		month := tracker.NewDate(1800, time.Month(1+i/leaves), 1)
		month.Year = 1 + month.Year%2018 // many months, all in the past
		_, err := insert.Exec(i+1, r.Plan.ID, fmt.Sprintf("C%05d", i%leaves), month.String()[:7], tracker.Limited, text, text,
			month.AddMonths(1).UTC().Format("2006-01-02T15:04:05.000000Z"), i+1)
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return s, r.Plan.ID
}
