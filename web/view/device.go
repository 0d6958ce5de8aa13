package view

import (
	"strings"

	"ogptracker/tracker/locale"
)

// What browsers and systems call themselves, in the order in which they are looked
// for: most browsers also name those that came before them.
var (
	browsers = []struct{ mark, name string }{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chromium/", "Chromium"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	}
	systems = []struct{ mark, name string }{
		{"Windows", "Windows"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "ChromeOS"},
		{"Macintosh", "macOS"}, {"Linux", "Linux"},
	}
)

// deviceName says in words what a browser says it is: "Firefox on Windows".
func deviceName(l *locale.Locale, userAgent string) string {
	named := func(list []struct{ mark, name string }) string {
		for _, e := range list {
			if strings.Contains(userAgent, e.mark) {
				return e.name
			}
		}
		return ""
	}
	browser, system := named(browsers), named(systems)
	switch {
	case browser == "" && system == "":
		return l.T("work.device.unknown")
	case browser == "":
		return l.T("work.device.system", "system", system)
	case system == "":
		return browser
	}
	return l.T("work.device.both", "browser", browser, "system", system)
}
