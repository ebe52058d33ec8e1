package main

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"slices"

	"github.com/seed-90f8eabc/licet/engine/internal/turns"
)

// decisions is the plot of how long a decision takes.
func (f *Figures) decisions() []byte {
	return f.plot("How long a decision takes", "by the number of rules; both axes are logarithmic", everyone(), func(r *Row) float64 { return r.NS })
}

// loads is the plot of how long loading takes.
func (f *Figures) loads() []byte {
	return f.plot("How long loading takes", "by the number of rules; both axes are logarithmic", loaded(), func(r *Row) float64 { return r.LoadMS * 1e6 })
}

// The layout, in pixels.
const (
	width, height            = 880, 540
	left, right, top, bottom = 64, 640, 64, 490
	labels                   = 656 // where they begin
	apart                    = 17  // the least distance of two
)

// A line is a peer's points; it ends where the peer does.
type line struct {
	label  string
	class  string
	points [][2]float64 // rules and nanoseconds
	y      float64      // of the label
}

// A chart turns values into pixels.
type chart struct{ xmin, xmax, ymin, ymax float64 } // logarithms to base 10

func (c chart) x(v float64) float64 {
	return left + (math.Log10(v)-c.xmin)/(c.xmax-c.xmin)*(right-left)
}
func (c chart) y(v float64) float64 {
	return bottom - (math.Log10(v)-c.ymin)/(c.ymax-c.ymin)*(bottom-top)
}

func (f *Figures) plot(title, under string, of []turns.Peer, value func(*Row) float64) []byte {
	lines := f.lines(of, value)
	c := frame(lines)
	place := func(l line) float64 { return c.y(l.points[len(l.points)-1][1]) }
	slices.SortStableFunc(lines, func(a, b line) int { return int(place(a) - place(b)) })
	for i := range lines {
		lines[i].y = place(lines[i])
	}
	spread(lines)
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">`+"\n", width, height, width, height, html.EscapeString(title))
	b.WriteString(style)
	fmt.Fprintf(&b, "<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n<text class=\"title\" x=\"%d\" y=\"26\">%s</text>\n<text x=\"%d\" y=\"46\">%s</text>\n", width, height, left, html.EscapeString(title), left, html.EscapeString(under))
	c.axes(&b)
	for _, l := range lines {
		c.draw(&b, l)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// lines are those that have a point at least.
func (f *Figures) lines(of []turns.Peer, value func(*Row) float64) []line {
	var out []line
	for _, p := range of {
		l := line{label: p.Label, class: p.ID}
		for _, n := range f.Sizes {
			if r := f.row(p.ID, n); r != nil && r.Failed == "" && value(r) > 0 {
				l.points = append(l.points, [2]float64{float64(n), value(r)})
			}
		}
		if len(l.points) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// frame has all points, between powers of ten.
func frame(lines []line) chart {
	c := chart{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, l := range lines {
		for _, p := range l.points {
			x, y := math.Log10(p[0]), math.Log10(p[1])
			c.xmin, c.xmax = min(c.xmin, x), max(c.xmax, x)
			c.ymin, c.ymax = min(c.ymin, math.Floor(y)), max(c.ymax, math.Ceil(y))
		}
	}
	if len(lines) == 0 {
		return chart{0, 1, 0, 1}
	}
	if c.xmin == c.xmax {
		c.xmax++
	}
	return c
}

// spread moves labels apart, and up again where they would leave the frame.
func spread(lines []line) {
	for i := 1; i < len(lines); i++ {
		lines[i].y = max(lines[i].y, lines[i-1].y+apart)
	}
	for i, least := len(lines)-1, float64(bottom); i >= 0; i-- {
		lines[i].y = min(lines[i].y, least)
		least = lines[i].y - apart
	}
}

func (c chart) axes(b *bytes.Buffer) {
	for e := math.Ceil(c.xmin); e <= c.xmax; e++ {
		x := c.x(math.Pow(10, e))
		fmt.Fprintf(b, "<path class=\"grid\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", x, top, bottom, x, bottom+20, grouped(int(math.Pow(10, e)+0.5)))
	}
	for e := c.ymin; e <= c.ymax; e++ {
		y := c.y(math.Pow(10, e))
		fmt.Fprintf(b, "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", left, y, right, left-8, y+4, round(math.Pow(10, e)))
	}
	fmt.Fprintf(b, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">rules</text>\n", (left+right)/2, bottom+40)
}

// round says a power of ten nanoseconds.
func round(ns float64) string {
	for _, unit := range []struct {
		ns   float64
		name string
	}{{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}, {1, "ns"}} {
		if ns >= unit.ns*0.999 {
			return fmt.Sprintf("%.0f %s", ns/unit.ns, unit.name)
		}
	}
	return fmt.Sprintf("%g ns", ns)
}

// draw draws a line, and leads from its end to its label.
func (c chart) draw(b *bytes.Buffer, l line) {
	var path bytes.Buffer
	for i, p := range l.points {
		fmt.Fprintf(&path, "%c%.1f %.1f", "ML"[min(i, 1)], c.x(p[0]), c.y(p[1]))
	}
	last := l.points[len(l.points)-1]
	label := l.label + ": " + span(last[1])
	if math.Log10(last[0]) < c.xmax {
		label += " at " + grouped(int(last[0]))
	}
	fmt.Fprintf(b, "<g class=\"%s\"><path class=\"line\" d=\"%s\"/>", l.class, path.String())
	for _, p := range l.points {
		fmt.Fprintf(b, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", c.x(p[0]), c.y(p[1]))
	}
	fmt.Fprintf(b, "<path class=\"lead\" d=\"M%.1f %.1fL%d %.1f\"/><text x=\"%d\" y=\"%.1f\">%s</text></g>\n",
		c.x(last[0]), c.y(last[1]), labels-4, l.y, labels, l.y+4, html.EscapeString(label))
}

// style has the colours, in daylight and at night: one for each engine, and dashes for its other encodings.
const style = `<style>
text { font: 13px system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; fill: #444 }
.title { font-size: 16px; font-weight: 600; fill: #111 }
.paper { fill: #fff }
.grid { stroke: #ddd; fill: none }
.line { fill: none; stroke-width: 2.2; stroke-linejoin: round }
.lead { fill: none; stroke-width: 1; stroke-dasharray: 1 3 }
.floor { --c: #777 } .licet, .licet-prepared, .licet-first { --c: #0a58ca } .cedar { --c: #a14a00 }
.opa-rules, .opa-data { --c: #7a3db8 } .casbin, .casbin-eval { --c: #b3123f } .cel, .cel-indexed { --c: #0b7a45 } .cerbos { --c: #876400 }
g path { stroke: var(--c) } g circle { fill: var(--c) } g text { fill: var(--c) }
.licet .line { stroke-width: 3.6 } .licet text { font-weight: 600 }
.licet-prepared .line, .opa-data .line, .casbin-eval .line, .cel-indexed .line { stroke-dasharray: 7 4 }
.floor .line, .licet-first .line { stroke-dasharray: 2 4 }
@media (prefers-color-scheme: dark) {
text { fill: #bbb } .title { fill: #eee } .paper { fill: #0d1117 } .grid { stroke: #2b3138 }
.floor { --c: #9a9a9a } .licet, .licet-prepared, .licet-first { --c: #6cb0ff } .cedar { --c: #f0954a }
.opa-rules, .opa-data { --c: #c79bf2 } .casbin, .casbin-eval { --c: #ff7d97 } .cel, .cel-indexed { --c: #52cf8f } .cerbos { --c: #dcb94a }
}
</style>
`
