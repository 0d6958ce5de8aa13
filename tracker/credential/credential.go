// Package credential makes and checks what people sign in with: passwords,
// one-time codes, recovery codes and the tokens of one-time links.
//
// It keeps nothing and asks nobody. What it returns to be kept gives away none of
// the secrets: passwords as argon2id, all else, which is drawn at random and too
// long to guess, as SHA-256. Only the secret of one-time codes has to be kept as
// it is.
package credential

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// The bounds of a password, in characters. NIST SP 800-63B-4 asks for 15 where
// there is no second factor, and 8 at the least; both must take 64.
const (
	LeastPassword       = 8
	RecommendedPassword = 15
	MostPassword        = 256
)

// Weakness is why a password is refused.
type Weakness string

// The reasons.
const (
	TooShort Weakness = "too_short"
	TooLong  Weakness = "too_long"
	// TooCommon is a password that is found with fewer than [commonGuesses]
	// guesses: one that many people use, or one made of the account's own words.
	TooCommon Weakness = "too_common"
)

// commonGuesses is how many guesses a password must withstand: zxcvbn's bound of
// what an attacker who is slowed down at the door cannot get through.
const commonGuesses = 1e8

// Check returns why a new password is refused, "" for one that is accepted. about
// are words that are easily guessed for this account: name, address, the site's
// name. Nothing is asked of the kinds of characters (NIST SP 800-63B-4, 3.1.1.2).
func Check(password string, about ...string) Weakness {
	switch n := utf8.RuneCountInString(normal(password)); {
	case n < LeastPassword:
		return TooShort
	case n > MostPassword:
		return TooLong
	}
	// The estimate takes time that grows with the square of the length, and what is
	// common is short.
	const estimated = 64
	head := []rune(normal(password))
	head = head[:min(len(head), estimated)]
	var words []string
	for _, s := range about {
		for _, ends := range []string{" @", " @.-_'’"} {
			words = append(words, strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(ends, r) })...)
		}
	}
	if zxcvbn.PasswordStrength(string(head), words).Guesses < commonGuesses {
		return TooCommon
	}
	return ""
}

// normal returns the one spelling of a password that is typed in different ways on
// different machines.
func normal(password string) string { return norm.NFKC.String(password) }

// The cost of a password's hash: OWASP's recommendation for argon2id with the
// least memory, since several people sign in at once.
const (
	argonMemory  = 19 << 10 // KiB
	argonTime    = 2
	argonThreads = 1
	argonSalt    = 16
	argonKey     = 32
)

// HashPassword returns a password as it is kept, in the PHC string format with its
// own salt and costs.
func HashPassword(password string) string {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // never fails
	return phc(salt, argon2.IDKey([]byte(normal(password)), salt, argonTime, argonMemory, argonThreads, argonKey))
}

// phc writes a salt and a key in the PHC string format.
func phc(salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

// decoy takes as long to check as any password, so that nobody learns from the
// time it takes whether there is an account. It is the hash of nothing.
var decoy = phc(make([]byte, argonSalt), make([]byte, argonKey))

// PasswordMatches reports whether a password is the one that was kept. An empty
// hash, of an account without a password or of none at all, matches nothing, and
// takes as long.
func PasswordMatches(hash, password string) bool {
	missing := hash == ""
	if missing {
		hash = decoy
	}
	var version int
	var memory, time uint32
	var threads uint8
	fields := strings.Split(hash, "$")
	if len(fields) != 6 || fields[1] != "argon2id" {
		return false
	}
	if _, err := fmt.Sscanf(fields[2]+" "+fields[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &time, &threads); err != nil || version != argon2.Version || time == 0 || threads == 0 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(fields[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(fields[5])
	if err != nil || len(want) == 0 {
		return false
	}
	if utf8.RuneCountInString(password) > MostPassword {
		return false
	}
	key := argon2.IDKey([]byte(normal(password)), salt, time, memory, threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(key, want) == 1 && !missing
}

// NewToken returns the token of a one-time link, and what is kept of it.
func NewToken() (token, kept string) {
	token = rand.Text()
	return token, Kept(token)
}

// recoveryCodes is how many are given out at once.
const recoveryCodes = 10

// NewRecoveryCodes returns codes that stand in for a lost second factor, each for
// one time, and what is kept of them. Each has 120 bits of chance, which is enough for
// a hash without salt.
func NewRecoveryCodes() (codes, kept []string) {
	for range recoveryCodes {
		b := make([]byte, 15)
		_, _ = rand.Read(b) // never fails
		s := strings.ToLower(base32.StdEncoding.EncodeToString(b))
		code := s[:6] + "-" + s[6:12] + "-" + s[12:18] + "-" + s[18:]
		codes, kept = append(codes, code), append(kept, KeptRecoveryCode(code))
	}
	return codes, kept
}

// KeptRecoveryCode returns what is kept of a recovery code, however it is typed.
func KeptRecoveryCode(code string) string {
	return Kept(strings.NewReplacer("-", "", " ", "", "\u00a0", "").Replace(strings.ToLower(code)))
}

// Kept returns what is kept of a secret that was drawn at random.
func Kept(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
