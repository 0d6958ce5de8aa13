package credential

import (
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"image/png"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// One-time codes as RFC 6238 has them, with the values that every authenticator
// application takes: six digits of HMAC-SHA-1, a new code every 30 seconds.
const (
	totpPeriod = 30 * time.Second
	// totpDrift is how many codes before and after the present one are accepted,
	// for clocks that differ.
	totpDrift = 1
)

// NewTOTPSecret returns the secret of a second factor, in base 32 as people type
// it: 160 bits, as RFC 4226 recommends.
func NewTOTPSecret() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
}

// MatchTOTP reports whether a code is right at instant now, and returns its step,
// to be kept: a code is accepted once, so only steps after the last one that was
// used count.
func MatchTOTP(secret, code string, now time.Time, lastUsed int64) (step int64, ok bool) {
	code = strings.NewReplacer(" ", "", "\u00a0", "").Replace(code)
	present := now.Unix() / int64(totpPeriod/time.Second)
	for step := present - totpDrift; step <= present+totpDrift; step++ {
		if step > lastUsed && hotp.Validate(code, uint64(step), secret) {
			return step, true
		}
	}
	return 0, false
}

// TOTPCode returns the code of a secret at an instant.
func TOTPCode(secret string, at time.Time) (string, error) {
	return hotp.GenerateCode(secret, uint64(at.Unix()/int64(totpPeriod/time.Second)))
}

// TOTPPicture returns the QR code by which an authenticator application takes up
// a secret, as the address of a PNG picture that is itself in the address. issuer
// is the site's name.
func TOTPPicture(secret, issuer, account string) (string, error) {
	key, err := otp.NewKeyFromURL(totpAddress(secret, issuer, account))
	if err != nil {
		return "", fmt.Errorf("address of a second factor: %w", err)
	}
	const pixels = 264
	picture, err := key.Image(pixels, pixels)
	if err != nil {
		return "", fmt.Errorf("picture of a second factor: %w", err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

// totpAddress writes the otpauth address that the QR code holds.
func totpAddress(secret, issuer, account string) string {
	q := url.Values{"secret": {secret}, "issuer": {issuer}}
	// Applications read + as a plus sign.
	return "otpauth://totp/" + url.PathEscape(issuer+":"+account) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}
