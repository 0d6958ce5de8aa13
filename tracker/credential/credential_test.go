package credential

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestCheck(t *testing.T) {
	for password, want := range map[string]Weakness{
		"":                                     TooShort,
		"1234567":                              TooShort,
		"password":                             TooCommon,
		"12345678":                             TooCommon,
		"P@ssw0rd1":                            TooCommon,
		"qwertyuiop":                           TooCommon,
		"aaaaaaaaaaaaaaaa":                     TooCommon,
		"marie.tremblay1":                      TooCommon, // the account's own words
		"opengovernment":                       TooCommon,
		"nine wet maps turn slowly":            "",
		"érable-sucre-printemps-42":            "",
		"jK8#vq2!pw":                           "",
		strings.Repeat("long but varied ", 16): "",
		strings.Repeat("x", MostPassword+1):    TooLong,
	} {
		if got := Check(password, "Marie Tremblay", "marie.tremblay@example.org", "open government"); got != want {
			t.Errorf("%q: got %q, want %q", password, got, want)
		}
	}
}

func TestPasswords(t *testing.T) {
	hash := HashPassword("érable-sucre")
	for password, want := range map[string]bool{
		"érable-sucre":                      true,
		"e\u0301rable-sucre":                true, // the same letters, typed on another machine
		"erable-sucre":                      false,
		"érable-sucre ":                     false,
		"":                                  false,
		strings.Repeat("é", MostPassword+1): false,
	} {
		if got := PasswordMatches(hash, password); got != want {
			t.Errorf("%q: %v", password, got)
		}
	}
	if HashPassword("érable-sucre") == hash {
		t.Error("the same salt twice")
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("kept as %q", hash)
	}
	for _, broken := range []string{"", "x", "$argon2id$v=19$m=1,t=0,p=1$$", "$argon2id$v=19$m=19456,t=2,p=1$*$*", "$2a$10$abc", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$"} {
		if PasswordMatches(broken, "") {
			t.Errorf("%q matches", broken)
		}
	}
}

func TestTOTP(t *testing.T) {
	// RFC 6238, appendix B, cut to six digits.
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	at := time.Unix(1111111109, 0)
	code, err := TOTPCode(secret, at)
	if err != nil || code != "081804" {
		t.Fatalf("code %q, %v", code, err)
	}
	step, ok := MatchTOTP(secret, " 081 804 ", at, 0)
	if !ok || step != 1111111109/30 {
		t.Fatalf("step %d, %v", step, ok)
	}
	if _, again := MatchTOTP(secret, code, at, step); again {
		t.Error("a code was accepted twice")
	}
	for name, c := range map[string]struct {
		after time.Duration
		want  bool
	}{
		"clock behind by one code":  {-30 * time.Second, true},
		"clock ahead by one code":   {30 * time.Second, true},
		"clock ahead by two codes":  {60 * time.Second, false},
		"clock behind by two codes": {-60 * time.Second, false},
	} {
		if _, got := MatchTOTP(secret, code, at.Add(c.after), 0); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, wrong := range []string{"", "000000", "81804", "0818041", "abcdef"} {
		if _, ok := MatchTOTP(secret, wrong, at, 0); ok {
			t.Errorf("%q matches", wrong)
		}
	}
	if got := totpAddress("ABC", "Open government, site", "a b@example.org"); got != "otpauth://totp/Open%20government%2C%20site:a%20b@example.org?issuer=Open%20government%2C%20site&secret=ABC" {
		t.Errorf("address %s", got)
	}
	picture, err := TOTPPicture(NewTOTPSecret(), "Suivi des engagements", "lead@example.org")
	if err != nil || !strings.HasPrefix(picture, "data:image/png;base64,iVBOR") {
		t.Errorf("picture %.40s, %v", picture, err)
	}
}

func TestRecoveryCodes(t *testing.T) {
	codes, kept := NewRecoveryCodes()
	seen := map[string]bool{}
	for i, code := range codes {
		if len(code) != 27 || KeptRecoveryCode(strings.ToUpper(strings.ReplaceAll(code, "-", " "))) != kept[i] {
			t.Errorf("code %q is not the one kept", code)
		}
		if seen[kept[i]] {
			t.Error("a code twice")
		}
		seen[kept[i]] = true
	}
	if len(seen) != recoveryCodes {
		t.Errorf("%d codes", len(seen))
	}
}

func TestTokens(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		token, kept := NewToken()
		if len(token) < 26 || Kept(token) != kept || strings.Contains(kept, token) {
			rt.Fatalf("token %q, kept %q", token, kept)
		}
	})
}

func FuzzPasswordMatches(f *testing.F) {
	f.Add(HashPassword("a"), "a")
	f.Add("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$a2V5", "b")
	f.Fuzz(func(t *testing.T, hash, password string) {
		// A hash that nobody wrote may name any cost; only what it names as ours is
		// worth the time.
		if !strings.Contains(hash, "$m=8,t=1,p=1$") {
			return
		}
		PasswordMatches(hash, password)
	})
}
