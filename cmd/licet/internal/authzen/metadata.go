package authzen

import (
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/seed-90f8eabc/licet/cmd/licet/internal/wire"
)

// A metadata tells clients where the endpoints are (section 9.1).
type metadata struct {
	PolicyDecisionPoint string `json:"policy_decision_point"`
	Evaluation          string `json:"access_evaluation_endpoint"`
	Evaluations         string `json:"access_evaluations_endpoint"`
	SearchSubject       string `json:"search_subject_endpoint"`
	SearchResource      string `json:"search_resource_endpoint"`
	SearchAction        string `json:"search_action_endpoint"`
}

// Check refuses a PublicURL that is none.
func (o Options) Check() error {
	if o.PublicURL == "" {
		return nil
	}
	u, err := url.Parse(o.PublicURL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(o.PublicURL, "#") {
		return fmt.Errorf("%q is no URL of a server; write one as in https://pdp.example.com or https://pdp.example.com/tenant1", o.PublicURL)
	}
	if u.Path != path.Clean("/"+u.Path) && u.Path != path.Clean("/"+u.Path)+"/" && u.Path != "" || strings.ContainsAny(u.Path, "{}") {
		return fmt.Errorf("the path of %q is not as clients would send it; write it without `.`, empty parts and braces", o.PublicURL)
	}
	return nil
}

// metadata handles GET /.well-known/authzen-configuration (section 9.2).
func (a *api) metadata(w http.ResponseWriter, r *http.Request) {
	base := a.base(r)
	wire.Write(w, http.StatusOK, metadata{base, base + pathEvaluation, base + pathEvaluations, base + pathSearchSubject, base + pathSearchResource, base + pathSearchAction})
}

// base is where a client finds the server: as it was told, or as the client itself says.
func (a *api) base(r *http.Request) string {
	if a.options.PublicURL != "" {
		return strings.TrimSuffix(a.options.PublicURL, "/")
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return (&url.URL{Scheme: scheme, Host: r.Host}).String()
}

// publicPath is the path of the server's public URL: metadata of https://pdp.example.com/tenant1 stand at
// https://pdp.example.com/.well-known/authzen-configuration/tenant1.
func (a *api) publicPath() string {
	u, err := url.Parse(a.options.PublicURL)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.EscapedPath(), "/")
}
