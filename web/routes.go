package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"ogptracker/tracker"
	"ogptracker/web/view"
)

// routes lays out every address, those of both languages from one list.
func (s *Server) routes() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.UseRawPath = true // a code may hold an escaped slash
	e.Use(s.recovered)
	e.NoRoute(func(c *gin.Context) { s.refuse(c.Writer, c.Request, notFound) })
	e.NoMethod(func(c *gin.Context) {
		s.refuse(c.Writer, c.Request, &Problem{Status: http.StatusMethodNotAllowed})
	})

	get := func(path string, h gin.HandlerFunc) {
		e.GET(path, h)
		e.HEAD(path, h)
	}
	get("/", s.front)
	get("/healthz", s.healthz)
	get("/readyz", s.readyz)
	get("/robots.txt", s.cache(tracker.EN, s.robots))
	get("/.well-known/ogptracker-keys", s.keys)
	get("/sitemap.xml", s.cache(tracker.EN, s.sitemap))
	get("/favicon.ico", s.favicon)
	get("/static/:hash/*name", s.staticFile)
	get("/files/:name", s.publicFile)
	e.GET(SignOnReturn, s.session(tracker.EN, maxBody, s.fromSignOn)) // speaks the language in which it began
	for _, lang := range tracker.Langs {
		w := view.WordsOf(lang)
		at := func(path string, h answer, params ...string) {
			get("/"+string(lang)+path, s.cache(lang, h, params...))
		}
		plan := "/" + w.Plans + "/:plan"
		at("/", s.show(s.homePage))
		at("/"+w.Plans, s.show(s.plansPage))
		at(plan, s.show(s.planPage), w.AsOf)
		at(plan+"/"+w.Commitments+"/:code", s.show(s.commitmentPage), w.AsOf)
		at(plan+"/"+w.Commitments+"/:code/"+w.History, s.show(s.historyPage), w.Item, w.Before)
		at(plan+"/"+w.Timeline, s.show(s.timelinePage), w.AsOf, w.Theme, w.Lead, w.Show)
		for word, report := range map[string]planReport{w.SelfAssessment: s.selfAssessmentReport, w.Summary: s.summaryReport, w.Slippage: s.slippageReport} {
			at(plan+"/"+w.Reports+"/"+word, s.reportPage(report), w.AsOf)
			at(plan+"/"+w.Reports+"/"+word+".pdf", s.reportFile(report), w.AsOf)
		}
		sheet := plan + "/" + w.Commitments + "/:code/" + w.FactSheet
		at(sheet, s.reportPage(s.factSheetReport), w.AsOf)
		at(sheet+".pdf", s.reportFile(s.factSheetReport), w.AsOf)
		at(plan+"/"+w.Computation, s.show(s.computationPage), w.AsOf)
		at(plan+"/"+w.Editions+"/:edition/"+w.Computation, s.show(s.editionComputationPage))
		at(plan+"/"+w.Editions, s.show(s.editionsPage))
		at(plan+"/"+w.Editions+"/:edition", s.editionAnswer)
		at(plan+"/"+w.Editions+"/"+w.Changes, s.show(s.editionChangesPage), w.FromEdition, w.ToEdition)
		at(plan+"/"+w.Editions+"/"+w.Changes+".json", s.editionChangesJSON, w.FromEdition, w.ToEdition)
		for word, name := range map[string]string{w.Report: "selfassessment", w.Summary: "summary", w.Slippage: "slippage", w.Review: "review"} {
			report := s.editionReport(name)
			at(plan+"/"+w.Editions+"/:edition/"+word, s.reportPage(report))
			at(plan+"/"+w.Editions+"/:edition/"+word+".pdf", s.reportFile(report))
		}
		at(plan+"/"+w.Editions+"/"+w.Changes+"/"+w.Report, s.reportPage(s.changesReport), w.FromEdition, w.ToEdition)
		at(plan+"/"+w.Editions+"/"+w.Changes+"/"+w.Report+".pdf", s.reportFile(s.changesReport), w.FromEdition, w.ToEdition)
		get("/"+string(lang)+plan+"/"+w.Editions+"/:edition/"+w.Package+".zip", s.editionPackage)
		at(plan+"/"+w.Editions+"/:edition/"+w.Review+".csv", s.editionReviewCSV, "bom")
		at(plan+"/"+w.Editions+"/:edition/"+w.Charts+"/:file", s.editionChart)
		at(plan+"/"+w.Editions+"/:edition/"+w.Data+"/:file", s.editionData, "bom")
		at(plan+"/"+w.Charts+"/:file", s.planChart, w.AsOf)
		at(plan+"/"+w.Data+"/:file", s.planData, w.AsOf, "bom")
		at("/"+w.Benchmark, s.show(s.benchmarkPage), w.Index, w.Edition, w.Group, w.Country+many, w.Sort, w.SortOrder)
		at("/"+w.Benchmark+"/"+w.Charts+"/:file", s.benchmarkChart, w.Index, w.Edition, w.Group, w.Country+many)
		at("/"+w.Benchmark+"/"+w.Data+"/:file", s.benchmarkData, w.Edition, w.Group, w.Country+many, "bom")
		at("/"+w.Benchmark+"/"+w.Countries+"/:country", s.show(s.countryPage))
		at("/"+w.Benchmark+"/"+w.Countries+"/:country/"+w.Charts+"/:file", s.countryChart, w.Index)
		report := "/" + w.Benchmark + "/" + w.Reports + "/" + w.Comparison
		at(report, s.benchmarkReportHTML, w.Index, w.Edition, w.Subject, w.Country+many)
		at(report+".pdf", s.benchmarkReportPDF, w.Index, w.Edition, w.Subject, w.Country+many)
		at("/"+w.Benchmark+"/"+w.Compare, s.show(s.comparePage), w.Index, w.Edition, w.Country+many, w.Across, w.Up)
		at("/"+w.Benchmark+"/"+w.Compare+"/"+w.Charts+"/:file", s.compareChart, w.Index, w.Edition, w.Country+many, w.Across, w.Up)
		completion := []string{w.By, w.View, w.Group, w.Country + many, w.Area}
		at("/"+w.Benchmark+"/"+w.Completion, s.show(s.completionPage), append(completion, w.Sort, w.SortOrder)...)
		at("/"+w.Benchmark+"/"+w.Completion+"/"+w.Charts+"/:file", s.completionChart, completion...)
		at("/"+w.Benchmark+"/"+w.Completion+"/"+w.Data+"/:file", s.completionData, append(completion, "bom")...)
		composite := []string{w.Index, w.Edition, w.Weight + family, w.Normalisation, w.Aggregation, w.Vary, w.Group, w.Country + many}
		at("/"+w.Benchmark+"/"+w.Composite, s.inTurn(s.show(s.compositePage)), composite...)
		at("/"+w.Benchmark+"/"+w.Composite+"/"+w.Charts+"/:file", s.inTurn(s.compositeChart), composite...)
		at("/"+w.Benchmark+"/"+w.Composite+"/"+w.Data+"/:file", s.inTurn(s.compositeData), append(composite, "bom")...)
		at("/"+w.Methodology, s.show(s.methodologyPage))
		at("/"+w.Data, s.show(s.dataPage))
		at("/"+w.Reports, s.show(s.reportsPage))
		at("/"+w.Activity, s.show(s.activityPage), w.Plan, w.Organization, w.Kind, w.Before)
		at("/"+w.Activity+".atom", s.activityFeed, w.Plan, w.Organization, w.Kind)
		at("/"+w.About, s.show(s.aboutPage))
		s.workRoutes(e, lang)
	}
	get("/api/v1/openapi.json", s.cache(tracker.EN, s.apiDescription))
	get("/api/v1/plans", s.cache(tracker.EN, s.apiPlans))
	get("/api/v1/plans/:plan", s.cache(tracker.EN, s.apiPlan, "as_of"))
	get("/api/v1/plans/:plan/assessment", s.cache(tracker.EN, s.apiAssessment, "as_of"))
	get("/api/v1/indices", s.cache(tracker.EN, s.apiIndices))
	get("/api/v1/indices/:index", s.cache(tracker.EN, s.apiIndex))
	get("/api/v1/ogp/commitments", s.cache(tracker.EN, s.apiCommitments))
	return e
}

// front sends a reader to the home page in the language of the browser.
func (s *Server) front(c *gin.Context) {
	c.Header("Vary", "Accept-Language")
	c.Header("Cache-Control", "no-cache")
	c.Redirect(http.StatusFound, "/"+string(preferredLang(c.Request))+"/")
}

func (s *Server) favicon(c *gin.Context) {
	c.Redirect(http.StatusMovedPermanently, s.static.path("favicon.svg"))
}

func (s *Server) staticFile(c *gin.Context) {
	name := c.Param("name")[1:]
	if !s.static.serve(c.Writer, c.Request, c.Param("hash"), name) {
		s.refuse(c.Writer, c.Request, notFound)
	}
}
