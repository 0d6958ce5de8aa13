package db

import "context"

type trialKey struct{}

// Trial returns a context under which a write does all its work, reports what it
// would change and every error it would meet, and is then undone: a dry run.
func Trial(ctx context.Context) context.Context { return context.WithValue(ctx, trialKey{}, true) }

func onTrial(ctx context.Context) bool { return ctx.Value(trialKey{}) != nil }
