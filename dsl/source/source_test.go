package source_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"github.com/seed-90f8eabc/licet/dsl/source"
)

func TestPosition(t *testing.T) {
	f := source.New("x", "ab\r\nz𝄞é!\n")
	for _, c := range []struct {
		at   string
		want source.Position
	}{
		{"ab", source.Position{Line: 1, Byte: 1, Rune: 1, UTF16: 1, Offset: 0}},
		{"z", source.Position{Line: 2, Byte: 1, Rune: 1, UTF16: 1, Offset: 4}},
		{"!", source.Position{Line: 2, Byte: 8, Rune: 4, UTF16: 5, Offset: 11}},
	} {
		if got := f.Position(strings.Index(f.Text, c.at)); got != c.want {
			t.Errorf("position of %q = %+v, want %+v", c.at, got, c.want)
		}
	}
	if got := f.Position(1000); got.Line != 3 || got.Byte != 1 {
		t.Errorf("an offset past the end is at %+v", got)
	}
}

// TestPositionOnALongLine compares with counting from the line's start, in several goroutines at once.
func TestPositionOnALongLine(t *testing.T) {
	f := source.New("x", "one\n"+strings.Repeat("z𝄞é, ", 2_000)+"\n"+strings.Repeat("ab ", 1_000))
	var done sync.WaitGroup
	for range 4 {
		done.Go(func() {
			start, line, runes, units := 0, 1, 1, 1
			for i, r := range f.Text {
				if got, want := f.Position(i), (source.Position{Line: line, Byte: i - start + 1, Rune: runes, UTF16: units, Offset: i}); got != want {
					t.Errorf("position of %d = %+v, want %+v", i, got, want)
					return
				}
				runes, units = runes+1, units+len(utf16.Encode([]rune{r}))
				if r == '\n' {
					start, line, runes, units = i+1, line+1, 1, 1
				}
			}
		})
	}
	done.Wait()
}

// BenchmarkPositionOnALongLine: what a look-up costs does not grow with the line.
func BenchmarkPositionOnALongLine(b *testing.B) {
	for _, size := range []int{10_000, 1_000_000} {
		f := source.New("x", strings.Repeat("a", size))
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			for i := range b.N {
				f.Position(size - i%size)
			}
		})
	}
}

func TestLine(t *testing.T) {
	f := source.New("x", "\uFEFFone\r\ntwo")
	for i, want := range []string{"", "one", "two", ""} {
		if got := f.Line(i); got != want {
			t.Errorf("line %d = %q, want %q", i, got, want)
		}
	}
}

func TestFault(t *testing.T) {
	for text, want := range map[string]string{
		"fine é":                              "",
		"\xff\xfea\x00":                       "UTF-16",
		"ab\xc3(":                             "not UTF-8",
		"a\r\nb\r\r\nc\r":                     "",
		"use core\rclause 1 { prose }\r":      "end in CR",
		strings.Repeat("a", source.MaxSize+1): "larger than 32 MiB",
	} {
		if _, got := source.New("x", text).Fault(); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("fault of %.10q = %q, want %q", text, got, want)
		}
	}
	if at, _ := source.New("x", "ab\xc3(").Fault(); at != 2 {
		t.Errorf("fault at %d, want 2", at)
	}
}
