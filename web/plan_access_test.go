package web

import "net/http"

const absent = http.StatusNotFound

// editors is what only a coordinator gets of the plan editor.
func editors(status int) map[string]int {
	return map[string]int{nobody: away, "coordinator": status, everyone: refused}
}

// writers is the same where a form is sent.
func writers(status int) map[string]int {
	return map[string]int{nobody: unknown, "coordinator": status, everyone: refused}
}

// editorAccesses are those of the plan editor.
var editorAccesses = []access{
	{http.MethodGet, "/en/work/plans", "", editors(ok)},
	{http.MethodGet, "/en/work/plans/new", "", editors(ok)},
	{http.MethodPost, "/en/work/plans/new", "", writers(missing)},
	{http.MethodGet, "/en/work/plans/import", "", editors(ok)},
	{http.MethodPost, "/en/work/plans/import", "", writers(missing)},
	{http.MethodGet, "/en/work/plans/template.csv", "", editors(ok)},
	{http.MethodGet, "/en/work/plans/template.xlsx", "", editors(ok)},
	{http.MethodGet, "/en/work/plans/:plan/sheet.csv", "/en/work/plans/ca-3/sheet.csv", editors(ok)},
	{http.MethodGet, "/en/work/plans/:plan/sheet.xlsx", "/en/work/plans/ca-3/sheet.xlsx", editors(ok)},
	{http.MethodGet, "/en/work/plans/:plan", "/en/work/plans/ca-3", editors(ok)},
	{http.MethodGet, "/en/work/plans/:plan/freeze", "/en/work/plans/ca-3/freeze", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/freeze", "/en/work/plans/ca-3/freeze", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/whole", "/en/work/plans/ca-3/whole", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/whole", "/en/work/plans/ca-3/whole", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/items/:code", "/en/work/plans/ca-3/items/C01.1.2", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/items/:code", "/en/work/plans/ca-3/items/C01.1.2", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/items/:code/place", "/en/work/plans/ca-3/items/C01.1.2/place", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/items/:code/place", "/en/work/plans/ca-3/items/C01.1.2/place", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/items/:code/remove", "/en/work/plans/ca-3/items/C01.1.2/remove", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/items/:code/remove", "/en/work/plans/ca-3/items/C01.1.2/remove", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/items/:code/deadline", "/en/work/plans/ca-3/items/C01.1.2/deadline", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/items/:code/deadline", "/en/work/plans/ca-3/items/C01.1.2/deadline", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/items/:code/withdraw", "/en/work/plans/ca-3/items/C01.1.2/withdraw", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/items/:code/withdraw", "/en/work/plans/ca-3/items/C01.1.2/withdraw", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/add", "/en/work/plans/ca-3/add?under=C02", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/add", "/en/work/plans/ca-3/add?under=C02", writers(missing)},
	// The plan of the tests is public: there is nothing to publish.
	{http.MethodGet, "/en/work/plans/:plan/publish", "/en/work/plans/ca-3/publish", editors(absent)},
	{http.MethodPost, "/en/work/plans/:plan/publish", "/en/work/plans/ca-3/publish", writers(absent)},
	{http.MethodGet, "/en/work/plans/:plan/process", "/en/work/plans/ca-3/process", editors(ok)},
	{http.MethodGet, "/en/work/plans/:plan/process/events/new", "/en/work/plans/ca-3/process/events/new", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/process/events/new", "/en/work/plans/ca-3/process/events/new", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/process/events/:place", "/en/work/plans/ca-3/process/events/1", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/process/events/:place", "/en/work/plans/ca-3/process/events/1", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/process/recommendations/new", "/en/work/plans/ca-3/process/recommendations/new", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/process/recommendations/new", "/en/work/plans/ca-3/process/recommendations/new", writers(missing)},
	{http.MethodGet, "/en/work/plans/:plan/process/recommendations/:place", "/en/work/plans/ca-3/process/recommendations/1", editors(ok)},
	{http.MethodPost, "/en/work/plans/:plan/process/recommendations/:place", "/en/work/plans/ca-3/process/recommendations/1", writers(missing)},
	{http.MethodGet, "/en/work/organizations", "", editors(ok)},
	{http.MethodGet, "/en/work/organizations/new", "", editors(ok)},
	{http.MethodPost, "/en/work/organizations/new", "", writers(missing)},
	{http.MethodGet, "/en/work/organizations/code/:code", "/en/work/organizations/code/partner", editors(ok)},
	{http.MethodPost, "/en/work/organizations/code/:code", "/en/work/organizations/code/partner", writers(missing)},
	{http.MethodGet, "/en/work/jurisdictions/new", "", editors(ok)},
	{http.MethodPost, "/en/work/jurisdictions/new", "", writers(missing)},
	{http.MethodGet, "/en/work/jurisdictions/code/:code", "/en/work/jurisdictions/code/CA", editors(ok)},
	{http.MethodPost, "/en/work/jurisdictions/code/:code", "/en/work/jurisdictions/code/CA", writers(missing)},
}
