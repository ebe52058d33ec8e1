package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// binaries are the servers' programs; one that could not be built is not there.
type binaries struct{ licet, opa, cerbosd, cerbos string }

// buildServers builds them, from the module proxy: the first time this takes minutes, since Cerbos's server comes with much.
func buildServers(dir string, say func(error)) binaries {
	b := binaries{licet: filepath.Join(dir, "licet"), opa: filepath.Join(dir, "opa"), cerbosd: filepath.Join(dir, "cerbosd"), cerbos: filepath.Join(dir, "cerbos")}
	for _, err := range []error{
		build("../..", b.licet, "./cmd/licet"),
		build(".", b.opa, "github.com/open-policy-agent/opa"),
		build("cerbos", b.cerbosd, "github.com/cerbos/cerbos/cmd/cerbos"),
	} {
		if err != nil {
			say(err)
		}
	}
	return b
}

// servers are those that are compared, all with the same policy.
func servers(b binaries, w *turns.World) []server {
	return []server{licetServer(b, w), authzenServer(b, w), opaRulesServer(b, w), opaDataServer(b, w), cerbosServer(b, w)}
}

// object is JSON's.
type object = map[string]any

func licetArgs(b binaries, w *turns.World) func(dir, address string) ([]string, error) {
	return func(dir, address string) ([]string, error) {
		file := filepath.Join(dir, "p.licet")
		return []string{b.licet, "serve", "-p", file, "--listen", address}, os.WriteFile(file, []byte(w.Text), 0o644)
	}
}

func licetServer(b binaries, w *turns.World) server {
	return server{id: "licet", label: "Licet (`/v1/ask?brief=true`)", path: "/v1/ask?brief=true", args: licetArgs(b, w),
		body: func(a *turns.Ask) any {
			return object{"actor": "we", "action": a.Action, "data": []string{a.Data}, "recipient": a.Recipient, "purpose": a.Purpose,
				"given": object{"consent": a.Consent, "objection": a.Objection, "age": a.Age, "country": a.Country}}
		},
		allowed: func(answer []byte) (bool, error) {
			return said(answer, func(v *struct{ Answer string }) bool { return v.Answer == "permitted" })
		}}
}

func authzenServer(b binaries, w *turns.World) server {
	return server{id: "licet-authzen", label: "Licet (AuthZEN)", path: "/access/v1/evaluation", args: licetArgs(b, w),
		body: func(a *turns.Ask) any {
			return object{
				"subject":  object{"type": "actor", "id": "we"},
				"action":   object{"name": a.Action},
				"resource": object{"type": "data", "id": a.Data},
				"context": object{"recipient": a.Recipient, "purpose": a.Purpose,
					"given": object{"consent": a.Consent, "objection": a.Objection, "age": a.Age, "country": a.Country}},
			}
		},
		allowed: func(answer []byte) (bool, error) {
			return said(answer, func(v *struct{ Decision bool }) bool { return v.Decision })
		}}
}

// opaArgs starts `opa run --server` over files.
func opaArgs(b binaries, files map[string]string) func(dir, address string) ([]string, error) {
	return func(dir, address string) ([]string, error) {
		args := []string{b.opa, "run", "--server", "--disable-telemetry", "--log-level", "error", "--addr", address}
		for name, text := range files {
			file := filepath.Join(dir, name)
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				return nil, err
			}
			args = append(args, file)
		}
		return args, nil
	}
}

func opaAllowed(answer []byte) (bool, error) {
	return said(answer, func(v *struct{ Result bool }) bool { return v.Result })
}

func opaRulesServer(b binaries, w *turns.World) server {
	above := w.Above()
	return server{id: "opa-rules", label: "OPA (rules)", path: "/v1/data/licet/allow", allowed: opaAllowed,
		args: opaArgs(b, map[string]string{"p.rego": opaRulesText(w)}),
		body: func(a *turns.Ask) any {
			return object{"input": object{"action": above[a.Action], "data": above[a.Data], "recipient": above[a.Recipient], "purpose": above[a.Purpose],
				"country": above[a.Country], "consent": a.Consent, "objection": a.Objection, "age": a.Age}}
		}}
}

func opaDataServer(b binaries, w *turns.World) server {
	return server{id: "opa-data", label: "OPA (data)", path: "/v1/data/licet/allow", allowed: opaAllowed,
		args: func(dir, address string) ([]string, error) {
			document, err := opaDocument(w)
			if err != nil {
				return nil, err
			}
			return opaArgs(b, map[string]string{"p.rego": opaGeneric, "data.json": string(document)})(dir, address)
		},
		body: func(a *turns.Ask) any {
			return object{"input": object{"action": a.Action, "data": a.Data, "recipient": a.Recipient, "purpose": a.Purpose,
				"country": a.Country, "consent": a.Consent, "objection": a.Objection, "age": a.Age}}
		}}
}

// cerbosServer is Cerbos's own, over a folder of policies that the program in the folder cerbos writes.
func cerbosServer(b binaries, w *turns.World) server {
	above := w.Above()
	return server{id: "cerbos", label: "Cerbos", path: "/api/check/resources",
		args: func(dir, address string) ([]string, error) {
			policies := filepath.Join(dir, "policies")
			if err := os.Mkdir(policies, 0o755); err != nil {
				return nil, err
			}
			if err := exec.Command(b.cerbos, "-write", policies, "-rules", strconv.Itoa(serverRules)).Run(); err != nil {
				return nil, err
			}
			other, err := free()
			if err != nil {
				return nil, err
			}
			config, err := json.Marshal(object{
				"server":    object{"httpListenAddr": address, "grpcListenAddr": other},
				"storage":   object{"driver": "disk", "disk": object{"directory": policies}},
				"telemetry": object{"disabled": true},
			})
			if err != nil {
				return nil, err
			}
			file := filepath.Join(dir, "cerbos.json")
			return []string{b.cerbosd, "server", "--log-level=error", "--config", file}, os.WriteFile(file, config, 0o644)
		},
		body: func(a *turns.Ask) any {
			return object{
				"principal": object{"id": "asker", "roles": []string{a.Recipient}},
				"resources": []object{{"actions": []string{a.Action}, "resource": object{"kind": a.Data, "id": "x", "attr": object{
					"purposes": above[a.Purpose], "places": above[a.Country], "consent": a.Consent, "objection": a.Objection, "age": a.Age}}}},
			}
		},
		allowed: func(answer []byte) (bool, error) {
			return said(answer, func(v *struct {
				Results []struct{ Actions map[string]string }
			}) bool {
				if len(v.Results) == 1 {
					for _, effect := range v.Results[0].Actions {
						return effect == "EFFECT_ALLOW"
					}
				}
				return false
			})
		}}
}
