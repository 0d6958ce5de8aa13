package exchange

import (
	"slices"
	"strings"

	"ogptracker/tracker"
)

// A plan's sheet has one row a leaf: the codes of its commitment, milestone and
// indicator, and a column for each field of each of them and of the plan. What
// concerns a commitment stands in its first row, and may be repeated below; what
// concerns the plan stands in the first row of all.
//
// A column is named by what it is of and by the field, in English
// ("milestone_title_fr") or in French ("jalon_titre_fr"). The last two letters are
// the language of the text.

// planTier is what a column is of.
type planTier int

const (
	tierPlan planTier = iota
	tierCommitment
	tierMilestone
	tierIndicator
)

// tierWords begin the names of columns; alone, they name the column of the code.
var tierWords = [4]tracker.Text{{EN: "plan", FR: "plan"}, {EN: "commitment", FR: "engagement"}, {EN: "milestone", FR: "jalon"}, {EN: "indicator", FR: "indicateur"}}

// frenchFields are the French words for the fields, which go by their own names in
// English.
var frenchFields = map[string]string{
	"title": "titre", "short": "titre_court", "summary": "sommaire", "background": "contexte", "conclusion": "conclusion",
	"start": "debut", "end": "fin", "next_plan_start": "debut_prochain_plan", "cycle_years": "annees_cycle", "time_zone": "fuseau_horaire",
	"periods": "periodes", "publication": "publication", "challenges_for": "difficultes_pour", "evidence_for": "preuves_pour",
	"ogp_id": "id_pgo", "source": "source", "number": "numero", "description": "description", "weight": "poids", "leads": "responsables",
	"supporting": "appui", "deadline": "echeance", "deadline_reading": "lecture_echeance", "deadline_due": "date_echeance",
	"theme": "theme", "theme_name": "nom_theme", "problem": "probleme", "objective": "objectif", "actions": "actions", "results": "resultats",
	"access_to_information": "acces_information", "civic_participation": "participation_citoyenne", "public_accountability": "responsabilite_publique",
	"policy_areas": "domaines", "resources": "ressources", "related_plans": "plans_lies", "non_government": "parties_prenantes",
	"contact_name": "contact_nom", "contact_title": "contact_titre", "contact_organization": "contact_organisation", "contact_email": "contact_courriel",
	"stated_level": "niveau_enonce", "stated_reason": "raison_niveau", "what_changed": "changements", "next_steps": "prochaines_etapes",
	"withdraw_reason": "raison_retrait", "expected_output": "extrant", "baseline": "valeur_depart", "target": "cible",
	"actual": "valeur_reelle", "actual_on": "date_valeur", "s4d": "s4d",
}

// planColumn is one column of a plan's sheet.
type planColumn struct {
	tier  planTier
	field string // as [tracker.Editable] names it; blank for the code
}

// name is the column's name in a language.
func (c planColumn) name(lang tracker.Lang) string {
	tier := tierWords[c.tier].In(lang)
	if c.field == "" {
		return tier
	}
	if lang == tracker.EN {
		return tier + "_" + c.field
	}
	base, suffix := c.field, ""
	for _, l := range tracker.Langs {
		if cut, ok := strings.CutSuffix(c.field, "_"+string(l)); ok {
			base, suffix = cut, "_"+string(l)
		}
	}
	return tier + "_" + frenchFields[base] + suffix
}

// planColumns lists every column in the order in which they are written.
var planColumns = func() []planColumn {
	var all []planColumn
	add := func(tier planTier, fields ...string) {
		for _, f := range fields {
			all = append(all, planColumn{tier, f})
		}
	}
	names := func(e tracker.Editable) []string {
		var list []string
		for _, f := range e.Fields() {
			if f.Name != "organizations" && !strings.HasPrefix(f.Name, "theme_") {
				list = append(list, f.Name)
			}
		}
		return list
	}
	add(tierCommitment, "", "number")
	add(tierCommitment, names(&tracker.Commitment{})...)
	add(tierCommitment, "theme_name_en", "theme_name_fr")
	add(tierMilestone, "")
	add(tierMilestone, names(&tracker.Milestone{})...)
	add(tierIndicator, "")
	add(tierIndicator, names(&tracker.Indicator{})...)
	add(tierPlan, names(&tracker.Record{})...)
	return all
}()

// templateFields are those of an empty sheet, by tier: what every plan has. Any other
// column may be added.
var templateFields = [4][]string{
	tierPlan:       {"title", "start", "end", "periods"},
	tierCommitment: {"", "title", "description", "problem", "objective", "leads", "supporting", "weight", "theme", "theme_name", "start", "end"},
	tierMilestone:  {"", "title", "description", "leads", "weight", "deadline", "deadline_due"},
	tierIndicator:  {"", "title", "target", "leads", "weight", "deadline", "deadline_due"},
}

// inTemplate reports whether an empty sheet has the column.
func (c planColumn) inTemplate() bool {
	field := strings.TrimSuffix(strings.TrimSuffix(c.field, "_en"), "_fr")
	return slices.Contains(templateFields[c.tier], field)
}

// listFields hold several values; in a cell they are set apart by semicolons.
var listFields = map[string]bool{"leads": true, "supporting": true, "periods": true, "challenges_for": true, "evidence_for": true}

// toCell and fromCell write and read a field's value in a cell.
func (c planColumn) toCell(value string) string {
	if listFields[c.field] {
		return strings.ReplaceAll(value, "\n", "; ")
	}
	return value
}

func (c planColumn) fromCell(cell string) string {
	if listFields[c.field] {
		return strings.NewReplacer(";", "\n", ",", "\n").Replace(cell)
	}
	return cell
}
