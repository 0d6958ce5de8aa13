package locale

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"ogptracker/tracker"
)

// Level returns a level's name: "Limited progress", "Progrès limité". No level
// at all is no evidence.
func (l *Locale) Level(v tracker.Level) string {
	if v == "" {
		v = tracker.NoEvidence
	}
	return l.name("common.level.", string(v))
}

// LevelDefinition says in a sentence what a level means.
func (l *Locale) LevelDefinition(v tracker.Level) string {
	if v == "" {
		v = tracker.NoEvidence
	}
	return l.name("common.level_definition.", string(v))
}

// Schedule returns the name of a schedule's state: "Overdue", "En retard".
func (l *Locale) Schedule(s tracker.ScheduleState) string {
	return l.name("common.schedule.", string(s))
}

// Check returns what a reviewer's check found: "Complete without evidence".
func (l *Locale) Check(c tracker.Check) string { return l.name("common.check.", string(c)) }

// Clock returns the name of a requirement, by the code of [tracker.Clock].
func (l *Locale) Clock(code string) string { return l.name("common.clock.", code) }

// ClockState says how a requirement stands: "Met", "Respectée".
func (l *Locale) ClockState(s tracker.ClockState) string {
	return l.name("common.clock_state.", string(s))
}

// Publication returns the name of a publication policy.
func (l *Locale) Publication(p tracker.Publication) string {
	return l.name("common.publication.", string(p))
}

// JurisdictionLevel returns the name of a tier of government.
func (l *Locale) JurisdictionLevel(v tracker.JurisdictionLevel) string {
	return l.name("common.jurisdiction_level.", string(v))
}

// OrganizationKind returns the name of a kind of organization.
func (l *Locale) OrganizationKind(k tracker.OrganizationKind) string {
	return l.name("common.organization_kind.", string(k))
}

// Field returns the name of a field of the record, as the audit trail has it, and whether
// it has one: "Deadline as printed".
func (l *Locale) Field(field string) (name string, named bool) {
	key := "web.field." + field
	if !l.Has(key) {
		return "", false
	}
	return l.T(key), true
}

// Risk returns the name of a kind of challenge.
func (l *Locale) Risk(r tracker.Risk) string { return l.name("common.risk.", string(r)) }

// Precision says how exactly a deadline names its date.
func (l *Locale) Precision(p tracker.Precision) string {
	return l.name("common.precision.", string(p))
}

// DeadlineKind returns the name of a kind of deadline.
func (l *Locale) DeadlineKind(k tracker.DeadlineKind) string {
	return l.name("common.deadline_kind.", string(k))
}

// EventKind returns the name of a kind of event.
func (l *Locale) EventKind(k tracker.EventKind) string {
	return l.name("common.event_kind.", string(k))
}

// ActivityKind returns the name of a kind of published change.
func (l *Locale) ActivityKind(k tracker.ActivityKind) string {
	return l.name("common.activity_kind.", string(k))
}

// Role returns the name of what an account is for.
func (l *Locale) Role(r tracker.Role) string { return l.name("common.role.", string(r)) }

// RoleMeaning returns what a role is for, in a sentence.
func (l *Locale) RoleMeaning(r tracker.Role) string { return l.name("common.role_meaning.", string(r)) }

// Why returns why somebody may, or may not, do something, in a sentence.
func (l *Locale) Why(w tracker.Why) string { return l.name("common.why.", string(w)) }

// Value returns the name of one of OGP's values, by the name of its field in
// [tracker.Values]: "access_to_information".
func (l *Locale) Value(code string) string { return l.name("common.value.", code) }

// PolicyArea returns the name of one of OGP's policy areas, by the name that OGP's
// data have for it: "Open Data", "Données ouvertes". One that is new is shown as OGP
// names it.
func (l *Locale) PolicyArea(ogp string) string {
	words := strings.FieldsFunc(strings.ToLower(ogp), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	key := "common.policy_area." + strings.Join(words, "_")
	if !l.known[key] {
		return ogp
	}
	return l.T(key)
}

// Language returns the name of a language: "French", "Français".
func (l *Locale) Language(lang tracker.Lang) string {
	return l.name("common.language.", string(lang))
}

// Country returns the usual short name of a country by its ISO 3166-1 alpha-2
// code: "South Korea", "Corée du Sud". It returns the code where there is none.
// The catalogue holds the names that have changed, or that Canada writes
// otherwise, since the names of CLDR that x/text carries were drawn up.
func (l *Locale) Country(iso2 string) string {
	if key := "common.country." + iso2; l.known[key] {
		return l.T(key)
	}
	region, err := language.ParseRegion(iso2)
	if err != nil || !region.IsCountry() || region.Canonicalize() != region {
		return iso2
	}
	namer := display.Regions(language.English)
	if l.lang == tracker.FR {
		namer = display.Regions(language.French)
	}
	if name := namer.Name(region); name != "" {
		return unabridged.Replace(l.Typeset(name))
	}
	return iso2
}

// CountryIn returns a country's name as it stands within a sentence: English puts
// "the" before some. French sentences are built so that the name stands alone.
func (l *Locale) CountryIn(iso2 string) string {
	name := l.Country(iso2)
	if l.lang == tracker.EN && takeThe[iso2] {
		return "the " + name
	}
	return name
}

// takeThe are the countries whose English name takes an article, those of CLDR.
var takeThe = set("AE BS CD CF CG DO FK GB GM KM KY MH MP MV NL PH SB TC US VA VG VI")

// unabridged writes out what CLDR's English names abridge.
var unabridged = strings.NewReplacer(" & ", " and ", "St. ", "Saint ")

// List joins items as a sentence does: "a, b and c", "a, b et c".
func (l *Locale) List(items []string) string {
	if len(items) == 0 {
		return ""
	}
	list := items[0]
	for i, item := range items[1:] {
		if i == len(items)-2 {
			return l.T("common.list.last", "list", list, "item", item)
		}
		list += ", " + item
	}
	return list
}

// name returns the message of one value of an enumeration. Values come from the
// record, which may hold one that this program does not know: it is then shown
// as it stands.
func (l *Locale) name(prefix, value string) string {
	if !l.known[prefix+value] {
		return value
	}
	return l.T(prefix + value)
}
