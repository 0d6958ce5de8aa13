package exchange

import (
	"slices"

	"ogptracker/tracker"
)

// canada is the jurisdiction whose portal publishes the schema. It joined the
// Open Government Partnership in April 2012.
var canada = tracker.Jurisdiction{
	Code: "CA", Level: tracker.National, Name: tracker.Text{EN: "Canada", FR: "Canada"}, Since: 2012,
}

// departments are the applied titles, under the Federal Identity Program, of the
// organizations that the portal's codes stand for.
var departments = map[string]tracker.Text{
	"dfatd-maecd": {EN: "Global Affairs Canada", FR: "Affaires mondiales Canada"},
	"ec":          {EN: "Environment and Climate Change Canada", FR: "Environnement et Changement climatique Canada"},
	"esdc-edsc":   {EN: "Employment and Social Development Canada", FR: "Emploi et Développement social Canada"},
	"fin":         {EN: "Department of Finance Canada", FR: "Ministère des Finances Canada"},
	"hc-sc":       {EN: "Health Canada", FR: "Santé Canada"},
	"ic":          {EN: "Innovation, Science and Economic Development Canada", FR: "Innovation, Sciences et Développement économique Canada"},
	"idrc-crdi":   {EN: "International Development Research Centre", FR: "Centre de recherches pour le développement international"},
	"isc-sac":     {EN: "Indigenous Services Canada", FR: "Services aux Autochtones Canada"},
	"jus":         {EN: "Department of Justice Canada", FR: "Ministère de la Justice Canada"},
	"lac-bac":     {EN: "Library and Archives Canada", FR: "Bibliothèque et Archives Canada"},
	"nrcan-rncan": {EN: "Natural Resources Canada", FR: "Ressources naturelles Canada"},
	"pch":         {EN: "Canadian Heritage", FR: "Patrimoine canadien"},
	"pco-bcp":     {EN: "Privy Council Office", FR: "Bureau du Conseil privé"},
	"ps-sp":       {EN: "Public Safety Canada", FR: "Sécurité publique Canada"},
	"pwgsc-tpsgc": {EN: "Public Services and Procurement Canada", FR: "Services publics et Approvisionnement Canada"},
	"rcmp-grc":    {EN: "Royal Canadian Mounted Police", FR: "Gendarmerie royale du Canada"},
	"statcan":     {EN: "Statistics Canada", FR: "Statistique Canada"},
	"tbs-sct":     {EN: "Treasury Board of Canada Secretariat", FR: "Secrétariat du Conseil du Trésor du Canada"},
	"vac-acc":     {EN: "Veterans Affairs Canada", FR: "Anciens Combattants Canada"},
	"wage":        {EN: "Women and Gender Equality Canada", FR: "Femmes et Égalité des genres Canada"},
}

// organizationsOf returns every organization that leads or supports something in
// the plan, in order of code. One whose name is not known goes by its code.
func organizationsOf(plan *tracker.Plan) []tracker.Organization {
	var codes []string
	for _, c := range plan.Commitments {
		codes = append(append(codes, c.Leads...), c.Supporting...)
	}
	slices.Sort(codes)
	var organizations []tracker.Organization
	for _, code := range slices.Compact(codes) {
		name, known := departments[code]
		if !known {
			name = tracker.Text{EN: code, FR: code}
		}
		organizations = append(organizations, tracker.Organization{Code: code, Name: name, Kind: tracker.Department})
	}
	return organizations
}
