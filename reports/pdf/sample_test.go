package pdf

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"ogptracker/reports/chart"
	"ogptracker/reports/document"
	"ogptracker/tracker"
	"ogptracker/tracker/locale"
)

// sample is a report as a real one is, typed by hand: Canada's third plan with
// its titles and illustrative figures. Its tables list all commitments; count of
// them, up to 22, have a section.
func sample(lang tracker.Lang, count int) *document.Document {
	s := sampler{lang: lang, l: locale.For(lang), count: count}
	d := &document.Document{
		Lang:        lang,
		Title:       s.t("Third Biennial Plan to the Open Government Partnership, 2016–18", "Troisième plan biannuel dans le cadre du Partenariat pour un gouvernement ouvert, 2016-2018"),
		Kind:        s.t("Mid-term self-assessment", "Autoévaluation de mi-parcours"),
		Subject:     s.t("State as of 30 June 2017", "État au 30 juin 2017"),
		Notice:      s.t("Demonstration data. Commitment titles are those of the real plan; every status, date, figure and hash is illustrative and says nothing about the plan’s actual results. This is not an official Government of Canada document.", "Données de démonstration. Les titres des engagements sont ceux du vrai plan ; chaque état, date, chiffre et empreinte est fictif et ne dit rien des résultats réels du plan. Ce n’est pas un document officiel du gouvernement du Canada."),
		NoticeShort: s.t("Demonstration data", "Données de démonstration"),
		RunningHead: s.t("Third Biennial Plan to the Open Government Partnership 2016–18", "Troisième plan biannuel, Partenariat pour un gouvernement ouvert, 2016-2018"),
		Foot:        s.t("Edition 1, mid-term · state as of 30 June 2017 · rules v1 · 0a82f0a5", "Édition 1, mi-parcours · état au 30 juin 2017 · règles v1 · 0a82f0a5"),
		Date:        time.Date(2017, 11, 15, 14, 0, 0, 0, time.UTC),
		Cover: document.Cover{
			Top:      "Canada",
			TopRight: s.t("Self-assessment report", "Rapport d’autoévaluation"),
			Kicker:   s.t("Mid-term self-assessment", "Autoévaluation de mi-parcours"),
			Title:    s.t("Third Biennial Plan to the|Open Government Partnership", "Troisième plan biannuel|dans le cadre du Partenariat|pour un gouvernement ouvert"),
			Subtitle: s.t("2016–2018", "2016-2018"),
			SignNote: s.t("The 22 commitments in plan order: the filled share is the level of completion.", "Les 22 engagements dans l’ordre du plan : la part pleine est le niveau de réalisation."),
			Facts: []document.Fact{
				s.fact("Edition", "Édition", "1, mid-term", "1, mi-parcours"),
				s.fact("State as of", "État au", "30 June 2017", "30 juin 2017"),
				s.fact("Frozen", "Figée le", "15 November 2017, 14:00 UTC", "15 novembre 2017, 14 h 00 UTC"),
				s.fact("Rules", "Règles", "version 1", "version 1"),
				{Label: s.t("Content hash", "Empreinte"), Value: []document.Inline{{{Text: "0a82f0a5", Style: document.Code}, {Text: s.t(" (in full under ", " (au complet sous ")}, {Text: s.t("Integrity", "Intégrité"), Link: "#integrity"}, {Text: ")"}}}},
				{Label: s.t("Language", "Langue"), Value: []document.Inline{{{Text: s.t("English. ", "Français. ")}, {Text: s.t("La version française porte la même empreinte.", "The English version carries the same hash."), Lang: lang.Other()}}}},
			},
		},
	}
	theme := ""
	for _, c := range commitments {
		if c.theme != theme && theme != "" {
			d.Cover.Signs = append(d.Cover.Signs, "")
		}
		theme = c.theme
		d.Cover.Signs = append(d.Cover.Signs, c.level)
	}
	d.Sections = []document.Section{
		s.glance(), s.introduction(), s.process(), s.recommendations(), s.implementation(),
		s.conclusion(), s.comparison(), s.methodology(), s.integrity(),
	}
	return d
}

type sampler struct {
	lang   tracker.Lang
	l      *locale.Locale
	count  int
	tables int
}

func (s *sampler) t(en, fr string) string { return s.l.Text(tracker.Text{EN: en, FR: fr}) }

func (s *sampler) in(en, fr string) document.Inline { return document.Plainly(s.t(en, fr)) }

func (s *sampler) fact(labelEN, labelFR, en, fr string) document.Fact {
	return document.Fact{Label: s.t(labelEN, labelFR), Value: []document.Inline{s.in(en, fr)}}
}

func (s *sampler) para(labelEN, labelFR, en, fr string) document.Paragraph {
	return document.Paragraph{Label: s.t(labelEN, labelFR), Text: s.in(en, fr)}
}

func (s *sampler) pct(n int64) string { return s.l.Percent(tracker.NewRatio(n, 100)) }

func (s *sampler) next() int { s.tables++; return s.tables }

func words(in ...string) []document.Cell {
	cells := make([]document.Cell, len(in))
	for i, t := range in {
		cells[i] = document.Cell{Text: document.Plainly(t)}
	}
	return cells
}

func columns(spec ...any) []document.Column {
	var cs []document.Column
	for i := 0; i+2 < len(spec); i += 3 {
		cs = append(cs, document.Column{Head: spec[i].(string), Share: float64(spec[i+1].(int)), Align: spec[i+2].(document.Align)})
	}
	return cs
}

func (s *sampler) level(l tracker.Level) document.Cell {
	return document.Cell{Sign: l, Text: document.Plainly(s.l.Level(l))}
}

func (s *sampler) late(n int) document.Cell {
	if n == 0 {
		return document.Cell{Text: document.Inline{{Text: "–", Style: document.Quiet}}}
	}
	return document.Cell{Text: document.Inline{{Text: s.l.Int(n), Style: document.Late}}}
}

func quiet(t string) document.Cell {
	return document.Cell{Text: document.Inline{{Text: t, Style: document.Quiet}}}
}

var commitments = []struct {
	theme           string
	en, fr          string
	level           tracker.Level
	low, high, prog int64
	known, of, late int
}{
	{"A", "Enhance Access to Information", "Améliorer l’accès à l’information", tracker.Limited, 44, 53, 48, 11, 12, 3},
	{"A", "Streamline Requests for Personal Information", "Simplifier les demandes de renseignements personnels", tracker.Limited, 33, 33, 33, 4, 4, 1},
	{"A", "Expand and Improve Open Data", "Élargir et améliorer les données ouvertes", tracker.Substantial, 74, 74, 74, 7, 7, 0},
	{"A", "Provide and Preserve Open Information", "Fournir et préserver l’information ouverte", tracker.Limited, 39, 39, 39, 5, 5, 1},
	{"A", "Define an Approach for Measuring Open Government Performance", "Définir une approche pour mesurer le rendement du gouvernement ouvert", tracker.NotStarted, 0, 0, 0, 3, 3, 1},
	{"A", "Develop Open Government Skills across the Federal Public Service", "Perfectionner les compétences en gouvernement ouvert dans toute la fonction publique fédérale", tracker.Limited, 42, 42, 42, 4, 4, 0},
	{"A", "Embed Transparency Requirements in the Federal Service Strategy", "Intégrer des exigences de transparence à la stratégie de services du gouvernement fédéral", tracker.Withdrawn, 0, 0, 0, 0, 0, 0},
	{"A", "Enhance Access to Culture & Heritage Collections", "Améliorer l’accès aux collections culturelles et patrimoniales", tracker.Limited, 42, 42, 42, 3, 3, 0},
	{"B", "Enhance Openness of Information on Government Spending and Procurement", "Accroître l’ouverture de l’information sur les dépenses et l’approvisionnement du gouvernement", tracker.Substantial, 83, 83, 83, 5, 5, 0},
	{"B", "Increase Transparency of Budget and Other Department of Finance Information", "Accroître la transparence du budget et d’autres renseignements du ministère des Finances", tracker.Substantial, 83, 83, 83, 3, 3, 0},
	{"B", "Increase Transparency of Grants and Contributions Funding", "Accroître la transparence du financement par subventions et contributions", tracker.Complete, 100, 100, 100, 4, 4, 0},
	{"B", "Improve Public Information on Canadian Corporations", "Améliorer l’information publique sur les sociétés canadiennes", tracker.Limited, 17, 42, 22, 3, 4, 1},
	{"C", "Increase the Availability and Usability of Geospatial Data", "Accroître la disponibilité et la convivialité des données géospatiales", tracker.Substantial, 61, 61, 61, 5, 5, 0},
	{"C", "Increase Openness of Federal Science Activities (Open Science)", "Accroître l’ouverture des activités scientifiques fédérales (science ouverte)", tracker.Limited, 42, 42, 42, 3, 3, 1},
	{"C", "Stimulate Innovation through Canada’s Open Data Exchange (ODX)", "Stimuler l’innovation au moyen de l’Échange de données ouvertes du Canada", tracker.Limited, 25, 25, 25, 3, 3, 0},
	{"C", "Align Open Data across Canada (Open Data Canada)", "Harmoniser les données ouvertes à l’échelle du Canada (Données ouvertes Canada)", tracker.Limited, 20, 40, 27, 4, 5, 0},
	{"C", "Implement the Extractives Sector Transparency Measures Act", "Mettre en œuvre la Loi sur les mesures de transparence dans le secteur extractif", tracker.Complete, 100, 100, 100, 3, 3, 0},
	{"C", "Support Openness and Transparency Initiatives around the World", "Appuyer les initiatives d’ouverture et de transparence dans le monde entier", tracker.Limited, 42, 42, 42, 3, 3, 0},
	{"D", "Engage Civil Society on Open Government", "Mobiliser la société civile à l’égard du gouvernement ouvert", tracker.Substantial, 83, 83, 83, 5, 5, 0},
	{"D", "Enable Open Dialogue and Open Policy Making", "Favoriser le dialogue ouvert et l’élaboration ouverte des politiques", tracker.Limited, 25, 25, 25, 3, 3, 0},
	{"D", "Promote Open Government Globally", "Promouvoir le gouvernement ouvert à l’échelle mondiale", tracker.NoEvidence, 0, 100, 0, 0, 3, 0},
	{"D", "Engage Canadians to Improve Key Canada Revenue Agency Services", "Mobiliser les Canadiens pour améliorer les services clés de l’Agence du revenu du Canada", tracker.Substantial, 50, 50, 50, 3, 3, 0},
}

func (s *sampler) title(i int) string { return s.t(commitments[i].en, commitments[i].fr) }

func (s *sampler) glance() document.Section {
	overdue := document.Table{
		Number: s.next(), Caption: s.t("Longest overdue, of 8", "Les plus longs retards, sur 8"),
		Columns: columns(s.t("No.", "N°"), 5, document.End, s.t("Indicator", "Indicateur"), 45, document.Start,
			s.t("Original date", "Date initiale"), 18, document.Start, s.t("Current date", "Date actuelle"), 18, document.Start, s.t("Late by", "Retard"), 14, document.Start),
	}
	row := func(no, en, fr, was, wasFR, is, isFR string, days int) document.Row {
		cells := append([]document.Cell{quiet(no)}, words(s.t(en, fr), s.t(was, wasFR), s.t(is, isFR))...)
		return document.Row{Cells: append(cells, document.Cell{Text: document.Inline{{Text: s.l.Days(days), Style: document.Late}}})}
	}
	overdue.Groups = []document.Group{{Rows: []document.Row{
		row("5", "Performance framework published", "Cadre de rendement publié", "31 December 2016", "31 décembre 2016", "31 December 2016", "31 décembre 2016", 181),
		row("1", "Search of completed requests", "Recherche dans les demandes traitées", "31 March 2017", "31 mars 2017", "31 March 2017", "31 mars 2017", 91),
		row("12", "Beneficial ownership options paper", "Document d’options sur la propriété effective", "31 December 2016", "31 décembre 2016", "31 March 2017", "31 mars 2017", 91),
		row("1", "Guidance for institutions issued", "Lignes directrices pour les institutions", "31 December 2016", "31 décembre 2016", "30 April 2017", "30 avril 2017", 61),
		row("14", "Departmental open science plans", "Plans ministériels de science ouverte", "31 March 2017", "31 mars 2017", "16 May 2017", "16 mai 2017", 45),
	}}}
	return document.Section{
		ID: "glance", Title: s.t("At a glance", "En bref"),
		Blocks: []document.Block{
			document.Paragraph{Lead: true, Text: s.in("Halfway through, the plan stands at 52%.\nEight indicators are past their date.", "À mi-parcours, le plan en est à 52 %.\nHuit indicateurs ont dépassé leur échéance.")},
			document.Paragraph{Text: append(s.in("84 of 90 indicators reported; between 48% and 55% whatever the other 6 are. ", "84 indicateurs sur 90 déclarés ; entre 48 % et 55 % quel que soit l’état des 6 autres. "), document.Span{Text: s.t("How this is computed", "Mode de calcul"), Link: "#rollup"})},
			document.KeyFigures{Items: []document.KeyFigure{
				{Value: s.pct(52), Label: s.t("progress", "avancement"), Note: s.t("93% coverage", "couverture de 93 %")},
				{Value: s.l.Decimal(0.8, 2), Label: s.t("earned for 1 planned", "acquis pour 1 prévu"), Note: s.t("against original dates", "selon les dates initiales")},
				{Value: "8", Label: s.t("indicators overdue", "indicateurs en retard"), Note: s.t("in 6 commitments", "dans 6 engagements"), Late: true},
				{Value: s.pct(86), Label: s.t("with evidence", "avec preuves"), Note: s.t("of reported indicators", "des indicateurs déclarés")},
			}},
			document.Figure{Number: 1, Caption: s.t("The pale band is what unreported indicators could add. Source: edition 1; the data are in burnup.csv of the review package.", "La bande pâle est ce que les indicateurs non déclarés pourraient ajouter. Source : édition 1 ; les données sont dans burnup.csv."), Chart: s.burnUp()},
			overdue,
		},
	}
}

// burnUp is a line chart in the manner of the report's own, small enough to type.
func (s *sampler) burnUp() chart.Chart {
	months := []string{"2016-06", "2016-09", "2016-12", "2017-03", "2017-06", "2017-09", "2017-12", "2018-03", "2018-06"}
	var labels []string
	for _, m := range months {
		labels = append(labels, s.l.ShortMonth(tracker.Period(m)))
	}
	line := func(color string, width float64, dash any, data ...float64) map[string]any {
		return map[string]any{"type": "line", "showSymbol": false, "data": data, "lineStyle": map[string]any{"color": color, "width": width, "type": dash}}
	}
	font := map[string]any{"fontSize": 7.5, "color": "#56606b"}
	options, err := json.Marshal(map[string]any{
		"textStyle": map[string]any{"fontFamily": "Noto Sans", "fontSize": 7.5},
		"grid":      map[string]any{"left": 34, "right": 12, "top": 12, "bottom": 20},
		"xAxis":     map[string]any{"type": "category", "boundaryGap": false, "data": labels, "axisLabel": font},
		"yAxis":     map[string]any{"type": "value", "min": 0, "max": 100, "interval": 25, "axisLabel": font},
		"series": []any{
			line("#56606b", 1.1, []float64{4, 2.5}, 0, 9, 26, 44, 60, 74, 87, 95, 100),
			line("#5f84ab", 1, "solid", 0, 8, 20, 33, 47, 62, 80, 92, 100),
			line("#26374a", 2.2, "solid", 0, 6, 17, 30, 48),
		},
	})
	if err != nil {
		panic(err)
	}
	return chart.Chart{
		ID: "sample-burn-up", Title: s.t("Planned against earned", "Prévu et acquis"), Subtitle: s.t("share of the plan’s weight", "part du poids du plan"),
		Sentence: s.t("By 30 June 2017 the plan had earned 48% of its weight; 60% was planned by then.", "Au 30 juin 2017, le plan avait acquis 48 % de son poids ; 60 % était prévu à cette date."),
		Options:  options, Width: 486, Height: 186,
	}
}

func (s *sampler) introduction() document.Section {
	return document.Section{
		ID: "introduction", Number: "1", Title: s.t("Introduction and background", "Introduction et contexte"),
		Blocks: []document.Block{
			s.para("What the OGP is", "Le PGO", "The Open Government Partnership (OGP) brings together governments and civil society organizations that want public institutions to be more open, more accountable and more responsive. Each member writes an action plan with concrete commitments, reports on itself, and is reviewed independently.", "Le Partenariat pour un gouvernement ouvert (PGO) réunit des gouvernements et des organisations de la société civile qui veulent des institutions publiques plus ouvertes, plus responsables et plus à l’écoute. Chaque membre rédige un plan d’action avec des engagements concrets, rend compte de lui-même et fait l’objet d’un examen indépendant."),
			s.para("The plan", "Le plan", "Canada’s third plan holds 22 commitments in four streams, from 1 July 2016 to 30 June 2018. Seventeen institutions lead or support them. In this report each commitment is divided into milestones, and each milestone into indicators; a status is reported for an indicator.", "Le troisième plan du Canada compte 22 engagements en quatre volets, du 1er juillet 2016 au 30 juin 2018. Dix-sept institutions en sont responsables ou y contribuent. Dans ce rapport, chaque engagement se divise en jalons, et chaque jalon en indicateurs ; un état est déclaré pour un indicateur."),
			s.para("This report", "Ce rapport", "It is the mid-term self-assessment that OGP asks for after the first year. It states what was reported by 30 June 2017 and nothing later. A draft was open for comment for two weeks, from 16 to 29 October 2017; 38 comments were received, and the replies are published with them.", "Il s’agit de l’autoévaluation de mi-parcours que le PGO demande après la première année. Elle présente ce qui avait été déclaré au 30 juin 2017 et rien de plus récent. Une ébauche a été ouverte aux commentaires pendant deux semaines, du 16 au 29 octobre 2017 ; 38 commentaires ont été reçus, et les réponses sont publiées avec eux."),
		},
	}
}

func (s *sampler) process() document.Section {
	met := func(l tracker.Level, en, fr string) document.Cell {
		return document.Cell{Sign: l, Text: s.in(en, fr)}
	}
	row := func(en, fr string, c document.Cell, rec, recFR string) document.Row {
		return document.Row{Cells: []document.Cell{{Text: s.in(en, fr)}, c, {Text: s.in(rec, recFR)}}}
	}
	return document.Section{
		ID: "process", Number: "2", Title: s.t("Action plan process", "Élaboration du plan d’action"),
		Blocks: []document.Block{
			document.Paragraph{Text: s.in("The plan was drawn up in three rounds of public consultation and is followed by a multi-stakeholder forum that meets each quarter. Table 2 lists what OGP requires of the process and where the record of it is.", "Le plan a été élaboré au cours de trois rondes de consultation publique et est suivi par un forum multilatéral qui se réunit chaque trimestre. Le tableau 2 énumère ce que le PGO exige du processus et où en est la trace.")},
			document.Table{
				Number: s.next(), Caption: s.t("Process requirements", "Exigences relatives au processus"),
				Columns: columns(s.t("Requirement", "Exigence"), 40, document.Start, s.t("Status", "État"), 14, document.Start, s.t("Record", "Trace"), 46, document.Start),
				Groups: []document.Group{{Rows: []document.Row{
					row("Timeline of the consultation published in advance", "Calendrier de la consultation publié à l’avance", met(tracker.Complete, "Met", "Satisfaite"), "Published 21 March 2016, two weeks in advance", "Publié le 21 mars 2016, deux semaines à l’avance"),
					row("Consultation open to anyone, online and in person", "Consultation ouverte à tous, en ligne et en personne", met(tracker.Complete, "Met", "Satisfaite"), "12 sessions, 1,262 participants, 569 written ideas", "12 séances, 1 262 participants, 569 idées écrites"),
					row("Summary of contributions and what became of each", "Sommaire des contributions et suites données", met(tracker.Substantial, "Partly met", "En partie"), "Summary published; replies cover 401 of 569 ideas", "Sommaire publié ; les réponses couvrent 401 idées sur 569"),
					row("A forum that meets at least every quarter", "Un forum qui se réunit au moins chaque trimestre", met(tracker.Complete, "Met", "Satisfaite"), "Four meetings; minutes in both languages", "Quatre réunions ; comptes rendus dans les deux langues"),
				}}},
			},
			document.Note{Text: s.in("A requirement without a record is shown as “needs evidence”, never as failed.", "Une exigence sans trace figure comme « preuve à fournir », jamais comme non satisfaite.")},
		},
	}
}

func (s *sampler) recommendations() document.Section {
	t := document.Table{
		Number: s.next(), Caption: s.t("Recommendations and response", "Recommandations et réponses"),
		Columns: columns(s.t("No.", "N°"), 5, document.End, s.t("Recommendation", "Recommandation"), 38, document.Start, s.t("Response", "Réponse"), 38, document.Start, s.t("Level", "Niveau"), 19, document.Start),
		Note:    s.in("Levels are those of rules v1.", "Les niveaux sont ceux des règles v1."),
	}
	row := func(n, en, fr string, response document.Inline, l tracker.Level) document.Row {
		return document.Row{Cells: []document.Cell{quiet(n), {Text: s.in(en, fr)}, {Text: response}, s.level(l)}}
	}
	t.Groups = []document.Group{{Rows: []document.Row{
		row("1", "Reform the access to information legislation with public participation", "Réformer la loi sur l’accès à l’information avec la participation du public", document.Inline{{Text: s.t("Taken up in commitment ", "Reprise dans l’engagement ")}, {Text: "1", Link: "#c-1"}, {Text: s.t("; consultation held, review to follow", " ; consultation tenue, examen à venir")}}, tracker.Limited),
		row("2", "Set measurable targets for every commitment", "Fixer des cibles mesurables pour chaque engagement", s.in("Taken up: every milestone has indicators with a date", "Reprise : chaque jalon a des indicateurs datés"), tracker.Substantial),
		row("3", "Extend the plan to provinces and municipalities", "Étendre le plan aux provinces et aux municipalités", nil, tracker.NotStarted),
	}}}
	return document.Section{
		ID: "recommendations", Number: "3", Title: s.t("Recommendations of the independent review", "Recommandations de l’examen indépendant"),
		Blocks: []document.Block{
			document.Paragraph{Text: s.in("The Independent Reporting Mechanism (IRM) reviewed the previous plan and made five recommendations. The plan takes up four of them.", "Le Mécanisme d’évaluation indépendant (MEI) a examiné le plan précédent et formulé cinq recommandations. Le plan en reprend quatre.")},
			t,
		},
	}
}

func (s *sampler) implementation() document.Section {
	status := document.Table{
		Number: s.next(), Caption: s.t("Level and progress of each commitment on 30 June 2017", "Niveau et avancement de chaque engagement au 30 juin 2017"),
		Columns: columns(s.t("No.", "N°"), 5, document.End, s.t("Commitment", "Engagement"), 40, document.Start, s.t("Level", "Niveau"), 20, document.Start,
			s.t("Progress", "Avancement"), 21, document.Start, s.t("Reported", "Déclarés"), 9, document.End, s.t("Late", "Retard"), 7, document.End),
	}
	names := map[string]string{
		"A": s.t("Open by default", "Ouvert par défaut"), "B": s.t("Fiscal transparency", "Transparence financière"),
		"C": s.t("Innovation, prosperity and sustainable development", "Innovation, prospérité et développement durable"),
		"D": s.t("Engaging Canadians and the world", "Mobilisation des Canadiens et du monde"),
	}
	for i, c := range commitments {
		if i == 0 || commitments[i-1].theme != c.theme {
			status.Groups = append(status.Groups, document.Group{Title: names[c.theme], Cells: words("", "", s.pct(40), "37/38")})
		}
		progress := document.Cell{Bar: s.bar(i), Text: document.Plainly(s.pct(c.prog))}
		switch c.level {
		case tracker.Withdrawn:
			progress = quiet("–")
		case tracker.NoEvidence:
			progress.Text = document.Plainly("–")
		}
		g := &status.Groups[len(status.Groups)-1]
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			quiet(s.l.Int(i + 1)), {Text: document.Inline{{Text: s.title(i), Link: fmt.Sprintf("#c-%d", i+1)}}}, s.level(c.level), progress,
			{Text: document.Plainly(fmt.Sprintf("%d/%d", c.known, c.of))}, s.late(c.late),
		}})
	}
	status.Groups = append(status.Groups, document.Group{Rows: []document.Row{{Strong: true, Cells: []document.Cell{
		{}, {Text: s.in("Plan", "Plan")}, {}, {Bar: &document.Bar{Lower: .48, Upper: .55, Progress: .52, HasProgress: true}, Text: document.Plainly(s.pct(52))},
		{Text: document.Plainly("84/90")}, s.late(8),
	}}}})
	chapter := document.Section{
		ID: "implementation", Number: "4", Title: s.t("Implementation of commitments", "Mise en œuvre des engagements"),
		Sections: []document.Section{{
			ID: "status", Number: "4.1", Title: s.t("Status of the 22 commitments", "État des 22 engagements"), Head: s.t("Implementation of commitments", "Mise en œuvre des engagements"),
			Blocks: []document.Block{status},
		}},
	}
	for i := range commitments[:s.count] {
		chapter.Sections = append(chapter.Sections, s.commitment(i))
	}
	return chapter
}

func (s *sampler) bar(i int) *document.Bar {
	c := commitments[i]
	return &document.Bar{Lower: float64(c.low) / 100, Upper: float64(c.high) / 100, Progress: float64(c.prog) / 100, HasProgress: c.level.Known()}
}

func (s *sampler) commitment(i int) document.Section {
	c := commitments[i]
	title := fmt.Sprintf(s.t("Commitment %d: %s", "Engagement %d : %s"), i+1, s.title(i))
	status := document.Status{
		LevelLabel: s.t("Level of completion", "Niveau de réalisation"), Level: c.level, LevelName: s.l.Level(c.level),
		BarLabel: s.t("Progress", "Avancement"), Bar: *s.bar(i),
		BarText: fmt.Sprintf(s.t("%s, between %s and %s; %d of %d reported", "%s, entre %s et %s ; %d sur %d déclarés"), s.pct(c.prog), s.pct(c.low), s.pct(c.high), c.known, c.of),
	}
	if c.late > 0 {
		status.LateLabel, status.Late = s.t("Overdue", "En retard"), fmt.Sprintf(s.t("%d indicators", "%d indicateurs"), c.late)
	}
	blocks := []document.Block{status, document.Facts{Rows: []document.Fact{
		s.fact("Lead", "Responsable", "Treasury Board of Canada Secretariat", "Secrétariat du Conseil du Trésor du Canada"),
		s.fact("Other actors", "Autres acteurs", "Justice Canada; Privy Council Office. Civil society: two members of the multi-stakeholder forum.", "Justice Canada ; Bureau du Conseil privé. Société civile : deux membres du forum multilatéral."),
		s.fact("Problem", "Problème", "Requesters wait long and do not know which institution holds what. The legislation dates from 1983 and its fee, forms and deadlines were written for paper.", "Les demandeurs attendent longtemps et ne savent pas quelle institution détient quoi. La loi date de 1983, et ses frais, formulaires et délais ont été conçus pour le papier."),
		s.fact("Objective", "Objectif", "Anyone can ask for government information online in one place, gets an answer in the time the law allows, and finds without asking what others have asked before.", "Chacun peut demander en ligne, à un seul endroit, de l’information gouvernementale, obtient une réponse dans le délai que prévoit la loi et trouve sans la demander l’information déjà communiquée à d’autres."),
		s.fact("OGP values", "Valeurs du PGO", "Access to information; public accountability", "Accès à l’information ; responsabilité publique"),
		{Label: s.t("Results so far", "Résultats à ce jour"), Value: []document.Inline{
			s.in("Requests filed online rose from 38% to 61% of all requests in the pilot group.", "La part des demandes présentées en ligne est passée de 38 % à 61 % dans le groupe pilote."),
			s.in("Median response time fell by two days, within normal variation.", "Le délai médian de réponse a diminué de deux jours, ce qui reste dans la variation normale."),
		}},
	}}}
	steps := 2 + i%3
	if i == 0 {
		steps = 4
	}
	milestones := document.Table{
		Number: s.next(), Caption: fmt.Sprintf(s.t("Commitment %d: milestones, indicators and deadlines", "Engagement %d : jalons, indicateurs et échéances"), i+1),
		Columns: columns(s.t("Code", "Code"), 7, document.Start, s.t("Indicator and progress to date", "Indicateur et progrès à ce jour"), 46, document.Start, s.t("Level", "Niveau"), 19, document.Start, s.t("Deadline and revisions", "Échéance et reports"), 28, document.Start),
	}
	levels := []tracker.Level{tracker.Complete, tracker.Substantial, tracker.Limited, tracker.NotStarted, tracker.NoEvidence}
	for m := 1; m <= steps; m++ {
		g := document.Group{
			Title: fmt.Sprintf("%d.%d %s", i+1, m, s.t("Make requests simple to file and answer", "Simplifier le dépôt et le traitement des demandes")),
			Cells: []document.Cell{{}, {Bar: &document.Bar{Lower: .2 * float64(m), Upper: .25 * float64(m), Progress: .22 * float64(m), HasProgress: true}, Text: document.Plainly(s.pct(int64(22 * m)))}, {}},
		}
		for k := 1; k <= 3; k++ {
			l := levels[(i+m+k)%len(levels)]
			deadline := document.Cell{Text: s.in("31 December 2017", "31 décembre 2017")}
			if (m+k)%3 == 0 {
				deadline.Sub = []document.Inline{s.in("Was 30 June 2017; moved once, +184 days: identity service not ready", "Était le 30 juin 2017 ; reportée une fois, +184 jours : service d’identité non prêt"), {{Text: s.t("91 days late", "91 jours de retard"), Style: document.Late}}}
			}
			g.Rows = append(g.Rows, document.Row{ID: fmt.Sprintf("i-%d.%d.%d", i+1, m, k), Cells: []document.Cell{
				{Text: document.Plainly(fmt.Sprintf("%d.%d.%d", i+1, m, k))},
				{Text: s.in("One online form for requests to all institutions in the pilot group", "Un formulaire en ligne unique pour les demandes à toutes les institutions du groupe pilote"),
					Sub: []document.Inline{s.in("Live since 12 December 2016; 9 institutions accept requests through it.", "En service depuis le 12 décembre 2016 ; 9 institutions acceptent les demandes par ce moyen.")}},
				s.level(l), deadline,
			}})
		}
		milestones.Groups = append(milestones.Groups, g)
	}
	blocks = append(blocks, document.Heading{Text: s.t("Milestones and indicators", "Jalons et indicateurs")}, milestones)
	evidence := document.Table{
		Number: s.next(), Caption: fmt.Sprintf(s.t("Commitment %d: evidence, with the SHA-256 of the captured copy", "Engagement %d : preuves, avec le SHA-256 de la copie saisie"), i+1),
		Columns: columns("", 7, document.Start, s.t("Title, address and hash", "Titre, adresse et empreinte"), 68, document.Start, s.t("Captured", "Saisie"), 15, document.Start, s.t("Language", "Langue"), 10, document.Start),
	}
	if i%4 != 3 {
		rows := []document.Row{}
		for e := 1; e <= 1+i%3; e++ {
			rows = append(rows, document.Row{Cells: []document.Cell{
				{Text: document.Plainly(fmt.Sprintf("E%d", e))},
				{Text: s.in("Response times by institution, quarters 1 and 2", "Délais de réponse par institution, trimestres 1 et 2"), Sub: []document.Inline{
					{{Text: "example.org/data/atip-response-times-2016-17.csv", Link: "https://example.org/data/atip-response-times-2016-17.csv"}},
					{{Text: "4a6cd7d4cf49b59c89b3e80efb6aa146aca47c561b9ac27b41f0b57a9f3b2f66", Style: document.Code}},
				}},
				{Text: s.in("2 May 2017", "2 mai 2017")}, {Text: document.Plainly("EN, FR")},
			}})
		}
		evidence.Groups = []document.Group{{Rows: rows}}
	}
	return document.Section{
		ID: fmt.Sprintf("c-%d", i+1), Number: fmt.Sprintf("4.%d", i+2), Title: title,
		Blocks: append(blocks,
			document.Heading{Text: s.t("Evidence", "Preuves")}, evidence,
			document.Heading{Text: s.t("Challenges", "Difficultés")}, document.Facts{Rows: []document.Fact{
				s.fact("Change", "Changement", "Institutions use nine different case systems; a common data standard needs the agreement of all of them.", "Les institutions utilisent neuf systèmes de gestion différents ; une norme de données commune exige l’accord de toutes."),
				s.fact("People", "Personnes", "Two of five analysts were reassigned in January 2017 and have not been replaced.", "Deux analystes sur cinq ont été réaffectés en janvier 2017 et n’ont pas été remplacés."),
			}}),
	}
}

func (s *sampler) conclusion() document.Section {
	return document.Section{
		ID: "conclusion", Number: "5", Title: s.t("Conclusion and next steps", "Conclusion et prochaines étapes"),
		Blocks: []document.Block{
			s.para("What went well", "Ce qui a bien marché", "Fiscal transparency is nearly done: all grants and contributions above the threshold are now published in one place. The forum with civil society meets on schedule and its minutes are public.", "La transparence financière est presque achevée : toutes les subventions et contributions au-dessus du seuil sont désormais publiées au même endroit. Le forum avec la société civile se réunit comme prévu et ses comptes rendus sont publics."),
			s.para("What did not", "Ce qui a moins bien marché", "Deadlines set without the departments that depend on one another moved first. Three commitments share one data standard, and its delay explains five of the eight overdue indicators.", "Les échéances fixées sans les ministères qui dépendent les uns des autres ont été les premières reportées. Trois engagements partagent une norme de données, et son retard explique cinq des huit indicateurs en retard."),
			document.List{Label: s.t("Next steps", "Prochaines étapes"), Items: []document.Inline{
				s.in("Agree on the common data standard by 31 December 2017.", "S’entendre sur la norme de données commune d’ici le 31 décembre 2017."),
				s.in("Report the missing indicators of commitments 1, 12, 16 and 21, and say for each of them what evidence will be published and where it can be found.", "Déclarer les indicateurs manquants des engagements 1, 12, 16 et 21, et indiquer pour chacun quelle preuve sera publiée et où elle se trouvera."),
			}},
		},
	}
}

func (s *sampler) comparison() document.Section {
	rows := []struct {
		iso                    string
		rank                   string
		score, since           int
		trend                  []float64
		ready, implement, felt int
		best, worst            int
	}{
		{"CA", "1=", 76, 18, []float64{58, 62, 65, 67, 76}, 86, 87, 55, 1, 2},
		{"GB", "1=", 76, -4, []float64{80, 79, 77, 75, 76}, 83, 89, 57, 1, 2},
		{"AU", "3", 75, 17, []float64{58, 58, 57, 62, 75}, 79, 84, 62, 3, 3},
		{"FR", "4=", 72, 17, []float64{55, 64, 63, 62, 72}, 84, 77, 55, 4, 5},
		{"KR", "4=", 72, 25, []float64{47, 50, 56, 61, 72}, 82, 67, 67, 4, 5},
		{"MX", "6", 69, 33, []float64{36, 44, 51, 58, 69}, 79, 67, 62, 6, 6},
		{"JP", "7=", 68, 24, []float64{44, math.NaN(), 53, 58, 68}, 78, 68, 58, 7, 8},
		{"US", "9", 64, -11, []float64{75, 74, 68, 63, 64}, 79, 76, 37, 9, 9},
	}
	t := document.Table{
		Number: s.next(), Caption: s.t("Open Data Barometer, Leaders Edition 2017: first countries of 30, absolute series", "Baromètre des données ouvertes, édition des chefs de file 2017 : premiers pays sur 30, série absolue"),
		Columns: columns(s.t("Rank", "Rang"), 6, document.End, s.t("Country", "Pays"), 17, document.Start, s.t("Score out of 100", "Score sur 100"), 18, document.Start,
			s.t("Since 2013", "Depuis 2013"), 9, document.End, s.t("2013 to 2017", "2013 à 2017"), 13, document.Start, s.t("Readi\u00adness", "Prépa\u00adration"), 9, document.End,
			s.t("Implemen\u00adtation", "Mise en œuvre"), 10, document.End, s.t("Impact", "Impact"), 8, document.End, s.t("Rank range", "Plage de rangs"), 16, document.End),
	}
	g := document.Group{}
	for i, r := range rows {
		span := fmt.Sprintf("%d–%d", r.best, r.worst)
		if r.best == r.worst {
			span = fmt.Sprint(r.best)
		}
		g.Rows = append(g.Rows, document.Row{Strong: i == 0, Cells: []document.Cell{
			{Text: document.Plainly(r.rank)}, {Text: document.Plainly(s.l.Country(r.iso))},
			{Fill: &document.Fill{Value: float64(r.score), Of: 100}, Text: document.Plainly(s.l.Int(r.score))},
			{Text: document.Plainly(s.l.Signed(r.since))}, {Line: &document.Line{Values: r.trend, Min: 20, Max: 90}},
			{Text: document.Plainly(s.l.Int(r.ready))}, {Text: document.Plainly(s.l.Int(r.implement))}, {Text: document.Plainly(s.l.Int(r.felt))},
			{Span: &document.Range{Best: r.best, Worst: r.worst, Of: 12}, Text: document.Plainly(span)},
		}})
	}
	t.Groups = []document.Group{g}
	return document.Section{
		ID: "comparison", Number: "6", Title: s.t("International comparison", "Comparaison internationale"), NewPage: true,
		Blocks: []document.Block{
			document.Paragraph{Lead: true, Text: s.in("Canada and the United Kingdom share first place with 76 of 100; no choice of weights within 25% puts any other country above them.", "Le Canada et le Royaume-Uni se partagent le premier rang avec 76 sur 100 ; aucun choix de pondération à 25 % près ne place un autre pays au-dessus d’eux.")},
			t,
			s.para("Ties", "Ex æquo", "The published scores tie at 76. The mean of the three components is 76.00 for Canada and 76.33 for the United Kingdom; both facts are shown, and neither is hidden by rounding.", "Les scores publiés sont égaux à 76. La moyenne des trois composantes est de 76,00 pour le Canada et de 76,33 pour le Royaume-Uni ; les deux faits sont montrés, et aucun n’est caché par l’arrondi."),
			s.para("Source", "Source", "Open Data Barometer, World Wide Web Foundation, CC BY 4.0. Real published figures, unlike the rest of this demonstration.", "Baromètre des données ouvertes, World Wide Web Foundation, CC BY 4.0. Chiffres réels publiés, contrairement au reste de cette démonstration."),
		},
	}
}

func (s *sampler) methodology() document.Section {
	scale := document.Table{
		Number: s.next(), Caption: s.t("Completion scale", "Échelle d’achèvement"),
		Columns: columns(s.t("Level", "Niveau"), 26, document.Start, s.t("Code", "Code"), 18, document.Start, s.t("Points", "Points"), 12, document.End, s.t("Meaning", "Signification"), 44, document.Start),
	}
	g := document.Group{}
	for i, l := range []tracker.Level{tracker.NotStarted, tracker.Limited, tracker.Substantial, tracker.Complete, tracker.Withdrawn, tracker.NoEvidence} {
		points := []string{"0", "⅓", "⅔", "1", s.t("not counted", "non compté"), s.t("unknown", "inconnu")}[i]
		g.Rows = append(g.Rows, document.Row{Cells: []document.Cell{
			s.level(l), {Text: document.Inline{{Text: string(l), Style: document.Code}}}, {Text: document.Plainly(points)}, {Text: document.Plainly(s.l.Typeset(s.l.LevelDefinition(l)))},
		}})
	}
	scale.Groups = []document.Group{g}
	return document.Section{
		ID: "methodology", Number: "7", Title: s.t("Methodology", "Méthodologie"),
		Blocks: []document.Block{
			document.Paragraph{Text: s.in("Every figure in this report was computed by the rules below, version 1, from the frozen data of edition 1. No figure was typed in by hand.", "Chaque chiffre de ce rapport a été calculé selon les règles ci-dessous, version 1, à partir des données figées de l’édition 1. Aucun chiffre n’a été saisi à la main.")},
			scale,
		},
		Sections: []document.Section{{
			ID: "rollup", Number: "7.1", Title: s.t("From indicators to the plan", "Des indicateurs au plan"),
			Blocks: []document.Block{
				s.para("Weights", "Poids", "Siblings weigh the same unless a coordinator says otherwise. The weight W of an indicator is the product of the shares along its path; all weights of a plan sum to 1.", "Les éléments d’un même parent ont le même poids, sauf indication contraire d’un coordonnateur. Le poids W d’un indicateur est le produit des parts le long de son parcours ; tous les poids d’un plan totalisent 1."),
				document.Paragraph{Label: s.t("Figures", "Chiffres"), Text: document.Inline{{Text: "p = l ÷ c", Style: document.Code}, {Text: s.t(" with ", " avec ")}, {Text: "u = l + (1 − c)", Style: document.Code}, {Text: "; ≤, ≥, →, ▲", Style: document.Quiet}}},
			},
		}, {
			ID: "deadlines", Number: "7.2", Title: s.t("Deadlines and lateness", "Échéances et retards"),
			Blocks: []document.Block{
				s.para("Date meant", "Date visée", "A deadline given as text means the last day of its period: “by fall 2017” is 30 November 2017. “Ongoing” has no lateness. Every revision keeps its date and its reason.", "Une échéance exprimée en mots désigne le dernier jour de sa période : « d’ici l’automne 2017 » est le 30 novembre 2017. « En continu » ne comporte aucun retard. Chaque report garde sa date et son motif."),
			},
		}},
	}
}

func (s *sampler) integrity() document.Section {
	code := func(t string) []document.Inline { return []document.Inline{{{Text: t, Style: document.Code}}} }
	return document.Section{
		ID: "integrity", Number: "8", Title: s.t("Integrity", "Intégrité"),
		Blocks: []document.Block{
			document.Paragraph{Text: s.in("This edition is frozen. A correction would be a new edition that names this one; nothing here will change. Anyone can check it with the review package and one command.", "Cette édition est figée. Une correction serait une nouvelle édition qui nomme celle-ci ; rien ici ne changera. Chacun peut la vérifier avec le dossier d’examen et une seule commande.")},
			document.Facts{Rows: []document.Fact{
				{Label: s.t("Edition SHA-256", "SHA-256 de l’édition"), Value: code("0a82f0a520fba721163b80c2ee8fac2237756358938287fc088778e5d1b1da88")},
				{Label: s.t("Audit head", "Tête du journal"), Value: code("9f2e6d33a3717ee826353a404ba4618d1aeeb6879ad7936bce8ed5f46814924d")},
				s.fact("Audit entries", "Entrées du journal", "1 to 1,487; the last on 15 November 2017, 13:58:07 UTC", "1 à 1 487 ; la dernière le 15 novembre 2017, à 13 h 58 min 07 s UTC"),
			}},
		},
		Sections: []document.Section{{
			ID: "verify", Number: "8.1", Title: s.t("How to verify", "Comment vérifier"),
			Blocks: []document.Block{document.List{Label: s.t("Four steps", "Quatre étapes"), Ordered: true, Items: []document.Inline{
				s.in("Download the review package of edition 1 and the program; neither needs an account.", "Télécharger le dossier d’examen de l’édition 1 et le programme ; ni l’un ni l’autre n’exige de compte."),
				{{Text: s.t("Run ", "Exécuter ")}, {Text: "ogptracker verify plan3-edition-1.zip", Style: document.Code}, {Text: "."}},
				s.in("It recomputes every hash, replays the audit chain and recomputes every figure. It stops at the first difference and says which.", "Le programme recalcule chaque empreinte, rejoue la chaîne du journal et recalcule chaque chiffre. Il s’arrête à la première différence et dit laquelle."),
				s.in("Compare the edition hash it prints with the one on this page and on the cover.", "Comparer l’empreinte affichée avec celle de cette page et de la couverture."),
			}}},
		}},
	}
}
