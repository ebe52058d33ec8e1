package main

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"runtime"
	"strings"
)

// machine says what this is measured on, as far as the system tells.
func machine() string {
	out := fmt.Sprintf("%s/%s, %d cores", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return out
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.TrimSpace(strings.TrimLeft(name, "\t :")) + ", " + out
		}
	}
	return out
}

// versions returns the versions of the modules that programs were built from.
func versions(programs ...string) map[string]string {
	out := map[string]string{}
	for _, path := range programs {
		info, err := buildinfo.ReadFile(path)
		if err != nil {
			continue
		}
		for _, m := range info.Deps {
			for _, of := range engines() {
				if of.module == m.Path {
					out[m.Path] = m.Version
				}
			}
		}
	}
	return out
}

// engines are those whose versions are told.
func engines() []struct{ name, module string } {
	return []struct{ name, module string }{
		{"cedar-go", "github.com/cedar-policy/cedar-go"}, {"OPA", opaModule}, {"Casbin", casbinModule}, {"cel-go", celModule}, {"Cerbos", cerbosModule},
	}
}
