package tracker

import (
	"strings"
	"time"
)

// A deadline's text is read in two steps. First its words become symbols, by the
// vocabulary of its language in this file; then the symbols are matched against
// the shapes that dates take, which both languages share (deadline_dates.go). A
// new wording is a new line in a table here.

// kind is what a symbol means to the reader.
type kind int

const (
	kOther     kind = iota // a word that says nothing about dates
	kNumber                // value: the number; width: its digits
	kMonth                 // value: 1 to 12
	kSeason                // value: winter, spring, summer or fall
	kOrdinal               // value: 1 to 4, as in "third quarter"
	kQuarter               // "quarter", "Q"
	kHalf                  // "half", "semestre"
	kPart                  // value: partEarly to partEnd
	kFiscal                // "fiscal year", "exercice"
	kFiller                // "of", "the", "de": says nothing inside a date
	kIn                    // "in", "en": a date follows
	kHyphen                // joins a fiscal year, an ISO date or a range
	kSlash                 // joins a fiscal year, a numeric date or a list
	kComma                 // joins a list, or stands inside a date
	kAnd                   // joins a list: "and", "et"
	kTo                    // joins a range: "to", "à"
	kBy                    // a due date follows: "by", "d’ici"
	kUntil                 // the end of something that goes on follows: "until", "jusqu’en"
	kBefore                // what follows is too late: "before", "avant"
	kBetween               // a range joined by "and" follows: "between", "entre"
	kFrom                  // what follows is no due date but where something starts: "since", "6 months after"
	kAbout                 // a year that follows names something else: "reporting year 2023"
	kRecurring             // goes on or comes back: "ongoing", "chaque année"
	kPeriodic              // says of something that it comes back: "annual", "trimestriel"
	kOpenEnd               // an end without a date: "end of the commitment"
	kStop                  // ends a clause: ";", "."
)

// The seasons, in the order in which they end in a year.
const (
	winter = iota
	spring
	summer
	fall
)

// The parts of a year or month.
const (
	partEarly = iota
	partMid
	partLate
	partEnd
)

// symbol is one word or phrase of a text, or one number or sign.
type symbol struct {
	kind  kind
	value int
	width int // of a number: its digits
	// glued says of a number or sign that no space stands before it.
	glued bool
}

// phrases maps a word, or several divided by spaces, to its symbol. Words are
// written as [foldLetters] leaves them: lower case, no accents, a space for an
// apostrophe.
type phrases map[string]symbol

// vocabulary is the words of one language.
type vocabulary struct {
	phrases phrases
	longest int // words in the longest phrase
}

var vocabularies = map[Lang]vocabulary{EN: newVocabulary(english), FR: newVocabulary(french)}

// wordTable lists the words of one language by what they mean.
type wordTable struct {
	months   [12]string // each: the full name, then abbreviations, divided by "|"
	ordinals [4]string  // from 1
	seasons  [4]string
	parts    [4]string
	kinds    map[kind]string // phrases divided by "|"
}

var english = wordTable{
	months: [12]string{
		"january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun",
		"july|jul", "august|aug", "september|sept|sep", "october|oct", "november|nov", "december|dec",
	},
	ordinals: [4]string{"first|initial", "second", "third", "fourth|last|final"},
	seasons:  [4]string{winter: "winter", spring: "spring", summer: "summer", fall: "fall|autumn"},
	parts: [4]string{
		partEarly: "early|beginning of|start of",
		partMid:   "mid|middle of",
		partLate:  "late",
		partEnd:   "end|end of|ends of|close of|year end",
	},
	kinds: map[kind]string{
		kQuarter: "quarter|q",
		kHalf:    "half|h",
		kFiscal:  "fiscal|fiscal year|fiscal years|financial year|financial years|fy",
		kFiller:  "of|the|a|an|on|year|calendar year|month of|each of",
		kIn:      "in|during|around",
		kTo:      "to|through|thru",
		kAnd:     "and|or|then",
		kBy:      "by|no later than|not later than|at the latest|up to|within|due|due by|ending|ending in|ends|ends in|completion in",
		kUntil:   "until|till|up until",
		kBefore:  "before|prior to|ahead of",
		kBetween: "between",
		kFrom: "not before|no earlier than|not earlier than|no sooner than|not sooner than|at the earliest|since|from|after|post|as of|effective|following|years|months|weeks|days|starting|starting in|starts|starts in|" +
			"beginning|beginning in|beginning on|begins|begins in|commencing|commencing in|launched in",
		kAbout: "for|reporting year|reporting years|report|reports|census|budget|strategy|edition|version|agenda|vision|plan",
		kRecurring: "ongoing|on going|continuous|continuously|continually|permanent|perpetual|recurring|regularly|" +
			"annually|yearly|biannually|bi annually|semiannually|semi annually|biennially|quarterly|bimonthly|monthly|weekly|daily|" +
			"every year|every two years|every six months|every quarter|every month|every week|every fiscal year|" +
			"every winter|every spring|every summer|every fall|every autumn|" +
			"each year|each quarter|each month|each week|each fiscal year|" +
			"each winter|each spring|each summer|each fall|each autumn|" +
			"once a year|once per year|twice a year|twice per year|twice yearly|per year|" +
			"on an annual basis|on a semi annual basis|on a quarterly basis|on a monthly basis|on a weekly basis|on a regular basis",
		kPeriodic: "annual|biannual|semiannual|semi annual|biennial",
		kOpenEnd: "end of the commitment|end of commitment|end of the plan|end of plan|end of the action plan|end of the project|" +
			"end of the initiative|end of the program|end of the term|end of the mandate|end of the pilot",
	},
}

var french = wordTable{
	months: [12]string{
		"janvier|janv|jan", "fevrier|fevr|fev", "mars", "avril|avr", "mai", "juin",
		"juillet|juill|juil", "aout", "septembre|sept|sep", "octobre|oct", "novembre|nov", "decembre|dec",
	},
	ordinals: [4]string{"premier|premiere|initial|initiale|initiaux", "deuxieme|second|seconde", "troisieme", "quatrieme|dernier"},
	seasons:  [4]string{winter: "hiver", spring: "printemps", summer: "ete", fall: "automne"},
	parts: [4]string{
		partEarly: "debut|debut de|debut du|commencement de",
		partMid:   "mi|milieu de|milieu du",
		partLate:  "tard en",
		partEnd:   "fin|fin de|fin du|fin d|fin des",
	},
	kinds: map[kind]string{
		kOther:   "exercice en cours|annee en cours|plan en cours",
		kQuarter: "trimestre|t|q",
		kHalf:    "semestre|s",
		kFiscal:  "exercice|exercices|exercice financier|annee financiere|annees financieres|annee fiscale|ef",
		kFiller:  "de|du|d|la|le|les|l|annee|annees|annee civile|mois de|mois d|soit",
		kIn:      "en|courant|durant|pendant|au cours de|au cours du|vers",
		kTo:      "a|au|aux",
		kAnd:     "et|ou|puis|ainsi qu|ainsi que",
		kBy:      "d ici|d ici a|d ici au|au plus tard|au plus tard en|au plus tard a|au plus tard au|echeance|se terminant en",
		kUntil:   "jusqu|jusque|jusqu en|jusqu a|jusqu au",
		kBefore:  "avant",
		kBetween: "entre",
		kFrom: "pas avant|au plus tot|au plus tot en|au plus tot a|au plus tot au|depuis|des|apres|suivant|ans|mois|semaines|jours|a compter de|a compter du|a compter d|a partir de|a partir du|a partir d|" +
			"commencant en|commence en|debutant en|debutant a|debute en|lance en",
		kAbout: "pour|annee de declaration|annees de declaration|annee de rapport|rapport|rapports|recensement|budget|strategie|" +
			"edition|version|vision|plan",
		kRecurring: "en cours|en continu|en permanence|continu|continuellement|permanent|permanente|recurrent|recurrente|regulierement|" +
			"annuellement|semestriellement|trimestriellement|mensuellement|hebdomadairement|quotidiennement|biannuellement|bisannuellement|" +
			"chaque annee|chaque semestre|chaque trimestre|chaque mois|chaque semaine|chaque exercice|" +
			"chaque hiver|chaque printemps|chaque ete|chaque automne|" +
			"tous les ans|tous les deux ans|tous les six mois|tous les semestres|tous les trimestres|tous les mois|toutes les annees|toutes les semaines|" +
			"une fois par an|une fois par annee|deux fois par an|deux fois par annee|deux fois l an|par an|par annee|" +
			"sur une base annuelle|sur une base semestrielle|sur une base trimestrielle|sur une base mensuelle|sur une base hebdomadaire|sur une base reguliere|de facon continue",
		kPeriodic: "annuel|annuelle|annuels|annuelles|biannuel|biannuelle|biannuels|biannuelles|biennal|biennale|biennaux|biennales|" +
			"bisannuel|bisannuelle|bisannuels|bisannuelles|semi annuel|semi annuelle|semi annuels|semi annuelles|" +
			"semestriel|semestrielle|semestriels|semestrielles|trimestriel|trimestrielle|trimestriels|trimestrielles|" +
			"mensuel|mensuelle|mensuels|mensuelles|hebdomadaire|hebdomadaires|quotidien|quotidienne|quotidiens|quotidiennes",
		kOpenEnd: "fin de l engagement|fin des engagements|fin du plan|fin du plan d action|fin du projet|fin de l initiative|" +
			"fin du programme|fin du mandat|fin de la periode",
	},
}

// newVocabulary indexes a word table.
func newVocabulary(t wordTable) vocabulary {
	v := vocabulary{phrases: make(phrases)}
	add := func(words string, s symbol) {
		for w := range strings.SplitSeq(words, "|") {
			v.phrases[w] = s
			v.longest = max(v.longest, strings.Count(w, " ")+1)
		}
	}
	for i, words := range t.months {
		add(words, symbol{kind: kMonth, value: int(time.January) + i})
	}
	for i, words := range t.ordinals {
		add(words, symbol{kind: kOrdinal, value: i + 1})
	}
	for i, words := range t.seasons {
		add(words, symbol{kind: kSeason, value: i})
	}
	for i, words := range t.parts {
		add(words, symbol{kind: kPart, value: i})
	}
	for k, words := range t.kinds {
		add(words, symbol{kind: k})
	}
	return v
}

// signs maps the signs that mean something inside or between dates.
var signs = map[rune]kind{
	'-': kHyphen, '/': kSlash, ',': kComma, '&': kAnd, '+': kAnd,
	';': kStop, ':': kStop, '.': kStop, '!': kStop, '?': kStop, '\n': kStop,
}

// ordinalEndings follow a day's number without a space: "1st", "1er".
var ordinalEndings = map[string]bool{
	"st": true, "nd": true, "rd": true, "th": true,
	"er": true, "re": true, "e": true, "eme": true, "ieme": true,
}

// letterFolds takes accents off, whether composed with their letter or following
// it, and makes every kind of hyphen a plain one and every kind of apostrophe or
// space a space.
var letterFolds = strings.NewReplacer(
	"à", "a", "â", "a", "ä", "a", "á", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"î", "i", "ï", "i", "ô", "o", "ö", "o", "û", "u", "ù", "u", "ü", "u", "ÿ", "y", "œ", "oe", "æ", "ae",
	"\u0300", "", "\u0301", "", "\u0302", "", "\u0308", "", "\u0327", "", // combining accents
	"\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2212", "-", "\ufe63", "-", "\uff0d", "-",
	"'", " ", "\u2018", " ", "\u2019", " ", "\u02bc", " ", "\u2032", " ", "`", " ",
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2007", " ", "\u2002", " ", "\u2003", " ", "\t", " ", "\r", " ",
	"\u00ad", "", "\u200b", "", "\ufeff", "", "\u200e", "", "\u200f", "",
)

// foldLetters returns a text as the word tables write theirs. The result is for
// matching only, never for showing.
func foldLetters(s string) string { return letterFolds.Replace(strings.ToLower(s)) }
