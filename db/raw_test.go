package db_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"ogptracker/db"
)

// open opens a data file behind the store's back.
func open(t testing.TB, dir string) *sql.DB {
	t.Helper()
	pool, err := sql.Open("sqlite", "file:"+filepath.Join(dir, db.FileName)+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { pool.Close() })
	return pool
}

// dropGuards removes the triggers that keep audit entries and updates as they are,
// as somebody with the file in hand could.
func dropGuards(t testing.TB, pool *sql.DB) {
	t.Helper()
	for _, name := range []string{"audit_follows", "audit_is_never_changed", "audit_is_never_deleted",
		"update_is_new", "update_is_never_changed", "update_is_never_deleted"} {
		if _, err := pool.Exec("DROP TRIGGER IF EXISTS " + name); err != nil {
			t.Fatal(err)
		}
	}
}
