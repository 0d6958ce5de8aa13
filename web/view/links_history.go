package view

import "strconv"

// HistoryWords are the words of one language in the addresses of histories and of
// the audit trail.
type HistoryWords struct {
	History, Audit, Verify string // in paths
	Item, Who, From, To    string // in queries
}

// HistoryChoice is what a history page shows. The zero value shows the newest of
// the commitment and all below it.
type HistoryChoice struct {
	Item   string // only this milestone or indicator
	Before int64  // only entries with lower numbers
}

// AuditChoice narrows the audit trail. The zero value shows the newest of all.
type AuditChoice struct {
	Who      string // an account's number, or [WhoCommands]
	Kind     string // of the subject
	Plan     string
	From, To string // days
	Before   int64
}

// WhoCommands narrows the audit trail to what no account wrote.
const WhoCommands = "commands"

func (k Links) historyOf(path string, c HistoryChoice) string {
	return query(path, k.words().Item, c.Item, k.words().Before, seqText(c.Before))
}

// History is the public history of a commitment, or of an item below it.
func (k Links) History(plan, commitment string, c HistoryChoice) string {
	w := k.words()
	return k.historyOf(k.path(w.Plans, plan, w.Commitments, commitment, w.History), c)
}

// WorkHistory is the same with names.
func (k Links) WorkHistory(plan, commitment string, c HistoryChoice) string {
	return k.historyOf(k.Work(k.words().History, plan, commitment), c)
}

// Audit is the whole trail.
func (k Links) Audit(c AuditChoice) string { return k.audit(k.Work(k.words().Audit), c) }

// AuditEntry is one entry of the trail.
func (k Links) AuditEntry(seq int64) string { return k.Work(k.words().Audit, seqText(seq)) }

// AuditExport is the trail as a file.
func (k Links) AuditExport() string { return k.Work(k.words().Audit + ".jsonl") }

// AuditVerify is the address to which the form posts that replays the chain.
func (k Links) AuditVerify() string { return k.Work(k.words().Audit, k.words().Verify) }

func (k Links) audit(path string, c AuditChoice) string {
	w := k.words()
	return query(path, w.Who, c.Who, w.Kind, c.Kind, w.Plan, c.Plan, w.From, c.From, w.To, c.To, w.Before, seqText(c.Before))
}

// seqText writes an entry's number for an address, blank for 0.
func seqText(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
