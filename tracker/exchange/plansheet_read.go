package exchange

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"ogptracker/tracker"
)

// SheetOptions say what a plan's sheet leaves out.
type SheetOptions struct {
	PlanOptions
	// Base is the plan as it is recorded, which the sheet then amends: what no cell
	// says stays, and an item that has no row goes. Nil for a new plan.
	Base *tracker.Record
	// Organizations are those that leads may be chosen from; nil lets a code stand for
	// an organization of that name.
	Organizations []tracker.Organization
}

// ReadPlanSheetCSV reads a plan's sheet. Every fault of the file is reported with its
// row and column; the record is nil where there is one.
func ReadPlanSheetCSV(r io.Reader, o SheetOptions) (*tracker.Record, []RowError) {
	var faults report
	t := csvTable(r, &faults)
	if t == nil {
		return nil, faults.faults
	}
	return readPlanSheet(t, o, &faults)
}

// ReadPlanSheetXLSX reads the first visible sheet of a workbook as
// [ReadPlanSheetCSV] does. Dates may be text or dates.
func ReadPlanSheetXLSX(r io.Reader, o SheetOptions) (*tracker.Record, []RowError) {
	var faults report
	var record *tracker.Record
	readXLSX(r, &faults, func(t *table) { record, _ = readPlanSheet(t, o, &faults) })
	if len(faults.faults) > 0 {
		return nil, faults.faults
	}
	return record, nil
}

// said is what a cell says.
type said struct {
	value string
	row   int
}

// sheetItem is an item as its rows say it.
type sheetItem struct {
	tier   planTier
	code   string
	parent string
	row    int // the first
	fields map[string]said
}

// planSheetReader reads one row after the other.
type planSheetReader struct {
	*report
	header  []string
	columns []planColumn
	serial  func(string) (time.Time, bool)
	items   []*sheetItem
	byCode  map[string]*sheetItem
	plan    map[string]said
	leaves  map[string]int // row of each leaf
}

func readPlanSheet(t *table, o SheetOptions, faults *report) (*tracker.Record, []RowError) {
	s := planSheetReader{report: faults, header: t.header, serial: t.serial, byCode: map[string]*sheetItem{}, plan: map[string]said{}, leaves: map[string]int{}}
	if isComputed(t) {
		s.add(0, "", "exchange.sheet_computed")
		return nil, faults.faults
	}
	if !s.placeColumns() {
		return nil, faults.faults
	}
	for row, cells := range t.rows {
		s.read(row, cells)
	}
	if len(faults.faults) > 0 {
		return nil, faults.faults
	}
	record := s.record(o)
	if len(faults.faults) > 0 {
		return nil, faults.faults
	}
	return record, nil
}

// computedColumns begin every table that the program computes of a plan, as
// `export plan` writes them. No plan is made of these.
var computedColumns = []string{"plan", "as_of", "illustrative"}

// isComputed reports whether a table is one of those, or the sheet that stands
// before them in a workbook and says what they are.
func isComputed(t *table) bool {
	n := len(computedColumns)
	return len(t.header) > n && slices.Equal(t.header[:n], computedColumns) || t.sheet == "about" && t.header[0] == "Title"
}

// placeColumns finds what each column is, or reports what is unknown or twice.
func (s *planSheetReader) placeColumns() bool {
	known := make(map[string]planColumn, 2*len(planColumns))
	for _, c := range planColumns {
		for _, lang := range tracker.Langs {
			known[c.name(lang)] = c
		}
	}
	var unknown []string
	seen := map[planColumn]bool{}
	for _, name := range s.header {
		c, ok := known[strings.ReplaceAll(strings.ToLower(name), " ", "_")]
		switch {
		case !ok:
			unknown = append(unknown, shorten(name))
		case seen[c]:
			s.add(1, shorten(name), "exchange.column_twice")
		}
		seen[c] = true
		s.columns = append(s.columns, c)
	}
	s.unknownColumns(unknown)
	if len(s.faults) == 0 && !seen[planColumn{tierCommitment, ""}] {
		s.add(1, tierWords[tierCommitment].EN, "exchange.column_missing")
	}
	return len(s.faults) == 0
}

// unknownColumns reports the columns that no plan's sheet has, all in one fault.
func (s *planSheetReader) unknownColumns(names []string) {
	const most = 10
	switch n := len(names); {
	case n == 0:
	case n == 1:
		s.add(1, names[0], "exchange.sheet_column_unknown")
	case n <= most:
		s.add(1, "", "exchange.sheet_columns_unknown", "columns", strings.Join(names, ", "))
	default:
		s.add(1, "", "exchange.sheet_columns_unknown_more", "columns", strings.Join(names[:most], ", "), "more", n-most)
	}
}

// read takes in one row.
func (s *planSheetReader) read(row int, cells []string) {
	var codes [4]string
	for i, c := range s.columns {
		if c.field == "" {
			codes[c.tier] = strings.TrimSpace(cells[i])
		}
	}
	if codes[tierCommitment] == "" {
		s.add(row, s.columnName(tierCommitment, ""), "exchange.required")
		return
	}
	if codes[tierIndicator] != "" && codes[tierMilestone] == "" {
		s.add(row, s.columnName(tierMilestone, ""), "exchange.required")
		return
	}
	var items [4]*sheetItem
	leaf, parent := "", ""
	for tier := tierCommitment; tier <= tierIndicator; tier++ {
		if codes[tier] == "" {
			break
		}
		item := s.item(row, tier, codes[tier], parent)
		if item == nil {
			return
		}
		items[tier], leaf, parent = item, codes[tier], codes[tier]
	}
	if first, twice := s.leaves[leaf]; twice {
		s.add(row, "", "exchange.sheet_row_twice", "row", first)
	}
	s.leaves[leaf] = row
	for i, c := range s.columns {
		value := strings.TrimSpace(cells[i])
		if c.field == "" || value == "" {
			continue
		}
		fields := s.plan
		if c.tier != tierPlan {
			if items[c.tier] == nil {
				s.add(row, s.header[i], "exchange.sheet_no_code", "column", s.columnName(c.tier, ""))
				continue
			}
			fields = items[c.tier].fields
		}
		value = c.fromCell(s.date(c, value))
		if before, ok := fields[c.field]; ok && before.value != value {
			s.add(row, s.header[i], "exchange.sheet_disagrees", "row", before.row)
			continue
		} else if !ok {
			fields[c.field] = said{value, row}
		}
	}
}

// item returns the item with a code, new where it is named for the first time; nil,
// with the fault reported, where the code stands elsewhere already.
func (s *planSheetReader) item(row int, tier planTier, code, parent string) *sheetItem {
	if item, ok := s.byCode[code]; ok {
		if item.tier != tier || item.parent != parent {
			s.add(row, s.columnName(tier, ""), "exchange.sheet_code_elsewhere", "value", shorten(code), "row", item.row)
			return nil
		}
		return item
	}
	item := &sheetItem{tier: tier, code: code, parent: parent, row: row, fields: map[string]said{}}
	s.byCode[code] = item
	s.items = append(s.items, item)
	return item
}

// columnName is a column as the header names it, else in English.
func (s *planSheetReader) columnName(tier planTier, field string) string {
	if i := slices.Index(s.columns, planColumn{tier, field}); i >= 0 {
		return s.header[i]
	}
	return planColumn{tier, field}.name(tracker.EN)
}

// dateFields are those in which a spreadsheet may keep a date as a number.
var dateFields = map[string]bool{"start": true, "end": true, "next_plan_start": true, "deadline_due": true, "actual_on": true}

func (s *planSheetReader) date(c planColumn, value string) string {
	if s.serial != nil && dateFields[c.field] {
		if t, ok := s.serial(value); ok {
			return tracker.DateOf(t).String()
		}
	}
	return value
}

// record makes the plan of what was read.
func (s *planSheetReader) record(o SheetOptions) *tracker.Record {
	r := &tracker.Record{}
	if o.Base != nil {
		*r = *o.Base
		r.Plan.Themes = slices.Clone(r.Plan.Themes)
	} else {
		r.Jurisdiction = tracker.Jurisdiction{Code: o.Jurisdiction, Level: tracker.National, Name: tracker.Text{EN: o.Jurisdiction, FR: o.Jurisdiction}}
		if o.Jurisdiction == canada.Code {
			r.Jurisdiction = canada
		}
		r.Plan = tracker.Plan{Jurisdiction: o.Jurisdiction, Number: o.Number, ID: tracker.PlanID(o.Jurisdiction, o.Number), TimeZone: "UTC", Publication: tracker.Approval}
	}
	if o.Number < 1 && o.Base == nil {
		s.add(0, "", "exchange.number_missing")
		return nil
	}
	s.set(r, tierPlan, s.plan)
	s.complete(&r.Plan)
	old := r.Plan.Commitments
	r.Plan.Commitments = nil
	s.build(r, old)
	r.Plan.Weigh()
	r.Plan.Promised = cmp.Or(r.Plan.Promised, len(r.Plan.Commitments))
	s.organizations(r, o.Organizations)
	s.check(r)
	return r
}

// complete fills in what follows from the plan's dates where the sheet does not say
// it: the years of its cycle, and half-yearly periods.
func (s *planSheetReader) complete(p *tracker.Plan) {
	for _, need := range []struct {
		field string
		blank bool
	}{{"title_en", p.Title.IsZero()}, {"start", p.Start.IsZero()}, {"end", p.End.IsZero()}} {
		if need.blank {
			s.add(2, s.columnName(tierPlan, need.field), "exchange.required")
		}
	}
	if p.CycleYears == 0 {
		p.CycleYears = 2
		if p.Start.AddMonths(36).Before(p.End) {
			p.CycleYears = 4
		}
	}
	if len(p.Periods) == 0 {
		p.Periods = tracker.PeriodsBetween(p.Start, p.End, tracker.HalfYearly)
	}
}

// build hangs the items into the plan in the order of their first rows, each as it
// is recorded and then as its cells say.
func (s *planSheetReader) build(r *tracker.Record, old []tracker.Commitment) {
	recorded := map[string]any{}
	for i := range old {
		c := old[i]
		for j := range c.Milestones {
			m := c.Milestones[j]
			for k := range m.Indicators {
				recorded[m.Indicators[k].Code] = m.Indicators[k]
			}
			m.Indicators = nil
			recorded[m.Code] = m
		}
		c.Milestones = nil
		recorded[c.Code] = c
	}
	below := map[string][]*sheetItem{}
	for _, item := range s.items {
		below[item.parent] = append(below[item.parent], item)
	}
	for _, ci := range below[""] {
		c, _ := recorded[ci.code].(tracker.Commitment)
		c.Code = ci.code
		s.commitment(r, &c, ci)
		for _, mi := range below[ci.code] {
			m, _ := recorded[mi.code].(tracker.Milestone)
			m.Code = mi.code
			s.set(&m, tierMilestone, mi.fields)
			s.deadline(r, &m.Item, mi)
			for _, ii := range below[mi.code] {
				in, _ := recorded[ii.code].(tracker.Indicator)
				in.Code = ii.code
				s.set(&in, tierIndicator, ii.fields)
				s.deadline(r, &in.Item, ii)
				m.Indicators = append(m.Indicators, in)
			}
			c.Milestones = append(c.Milestones, m)
		}
		r.Plan.Commitments = append(r.Plan.Commitments, c)
	}
}

// commitment sets a commitment, its number and its theme.
func (s *planSheetReader) commitment(r *tracker.Record, c *tracker.Commitment, item *sheetItem) {
	s.set(c, tierCommitment, item.fields)
	s.deadline(r, &c.Item, item)
	if n, ok := item.fields["number"]; ok {
		number, err := strconv.Atoi(n.value)
		if err != nil || number < 1 || number > 9999 {
			s.add(n.row, s.columnName(tierCommitment, "number"), "exchange.expected_whole", "value", shorten(n.value))
		}
		c.Number = number
	}
	if c.Number == 0 {
		c.Number = len(r.Plan.Commitments) + 1
	}
	if c.Theme == "" {
		return
	}
	i := slices.IndexFunc(r.Plan.Themes, func(t tracker.Theme) bool { return t.Code == c.Theme })
	if i < 0 {
		i = len(r.Plan.Themes)
		r.Plan.Themes = append(r.Plan.Themes, tracker.Theme{Code: c.Theme})
	}
	for _, lang := range tracker.Langs {
		if name := item.fields["theme_name_"+string(lang)]; name.value != "" {
			r.Plan.Themes[i].Name = r.Plan.Themes[i].Name.With(lang, name.value)
		}
	}
}

// deadline reads the text of a deadline anew where the sheet gives one. A date that
// the sheet gives beside it stands, as set by hand.
func (s *planSheetReader) deadline(r *tracker.Record, i *tracker.Item, item *sheetItem) {
	_, due := item.fields["deadline_due"]
	_, en := item.fields["deadline_en"]
	_, fr := item.fields["deadline_fr"]
	if due || en || fr || i.Deadline.Meaning.Kind == "" {
		i.Deadline.Read(r.Plan.Start)
	}
}

// set writes the fields that cells say into a thing. What cannot be read is reported
// where it stands.
func (s *planSheetReader) set(thing tracker.Editable, tier planTier, fields map[string]said) {
	var f tracker.Fields
	for _, known := range thing.Fields() {
		if v, ok := fields[known.Name]; ok {
			f = append(f, tracker.Field{Name: known.Name, Value: v.value})
		} else if _, dated := fields["deadline_due"]; dated && known.Name == "deadline_reading" {
			f = append(f, tracker.Field{Name: known.Name, Value: string(tracker.HandDated)})
		}
	}
	for _, p := range thing.SetFields(f) {
		s.add(fields[p.Field].row, s.columnName(tier, p.Field), p.Code, pairsOf(p.Args)...)
	}
}

func pairsOf(args map[string]any) []any {
	pairs := make([]any, 0, 2*len(args))
	for name, value := range args {
		pairs = append(pairs, name, value)
	}
	return pairs
}

// organizations lists those that the items name. One that is not known is reported,
// or, where none are known, goes by its code.
func (s *planSheetReader) organizations(r *tracker.Record, known []tracker.Organization) {
	r.Organizations = slices.Clone(r.Organizations)
	if known == nil {
		known = append(known, organizationsOf(&r.Plan)...)
		for _, leaf := range r.Plan.Leaves() {
			for _, code := range slices.Concat(leaf.Leads, leaf.Supporting) {
				known = append(known, tracker.Organization{Code: code, Name: tracker.Text{EN: code, FR: code}, Kind: tracker.Department})
			}
			if m := leaf.Milestone; m != nil {
				for _, code := range slices.Concat(m.Leads, m.Supporting) {
					known = append(known, tracker.Organization{Code: code, Name: tracker.Text{EN: code, FR: code}, Kind: tracker.Department})
				}
			}
		}
	}
	r.ListOrganizations(known)
	for i, o := range r.Organizations {
		if !o.Name.IsZero() {
			continue
		}
		if at := slices.IndexFunc(known, func(k tracker.Organization) bool { return k.Code == o.Code }); at >= 0 {
			r.Organizations[i] = known[at]
		}
	}
}

// check reports what keeps the plan from being recorded, at the row of the item that
// it is about.
func (s *planSheetReader) check(r *tracker.Record) {
	if len(s.faults) > 0 {
		return
	}
	for _, p := range r.Validate() {
		row, column := 0, p.Field
		if item := s.byCode[p.Item]; item != nil {
			row = item.row
			for _, field := range []string{p.Field, p.Field + "_en"} {
				if slices.Contains(planColumns, planColumn{item.tier, field}) {
					column = s.columnName(item.tier, field)
				}
				if v, ok := item.fields[field]; ok {
					row = v.row
				}
			}
		} else if v, ok := s.plan[p.Field]; ok {
			row, column = v.row, s.columnName(tierPlan, p.Field)
		}
		s.add(row, column, p.Code, pairsOf(p.Args)...)
	}
}
