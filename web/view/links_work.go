package view

// Work is the first page of the work area, or a page below it.
func (k Links) Work(segments ...string) string {
	return k.path(append([]string{k.words().Work}, segments...)...)
}

// SignIn is the page that asks who somebody is, and leads to next afterwards.
func (k Links) SignIn(next string) string {
	return query(k.path(k.words().SignIn), "next", next)
}

// SignOut is the address to which the form posts that ends a session.
func (k Links) SignOut() string { return k.path(k.words().SignOut) }
