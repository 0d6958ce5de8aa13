package web

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// healthz says that the process answers.
func (s *Server) healthz(c *gin.Context) {
	c.Header("Cache-Control", "no-store")
	c.JSON(http.StatusOK, gin.H{"status": "ok"})
}

// readyz says that the store answers too, so that readers may be sent here.
func (s *Server) readyz(c *gin.Context) {
	c.Header("Cache-Control", "no-store")
	if _, _, err := s.store.AuditHead(c.Request.Context()); err != nil {
		s.log.Error("not ready", "err", err)
		c.JSON(http.StatusServiceUnavailable, gin.H{"status": "store does not answer"})
		return
	}
	c.JSON(http.StatusOK, gin.H{"status": "ok", "version": s.store.Version()})
}
