package sentence

import "strings"

// IsVerb reports whether a word is the base form of a verb that documents of this kind use. The list is closed, since spelling does not tell,
// and a wrong verb is worse than another way to say it.
func IsVerb(word string) bool { return In(word, verbs) }

// In reports whether a word stands in a list of words with spaces around each.
func In(word, list string) bool {
	return word != "" && !strings.Contains(word, " ") && strings.Contains(list, " "+word+" ")
}

// BaseOf returns the verb of which a word is the gerund, if it is in the list: "tell" of "telling"; else "".
func BaseOf(word string) string {
	stem, ok := strings.CutSuffix(word, "ing")
	if !ok || stem == "" {
		return ""
	}
	for _, verb := range []string{stem, stem + "e", stem[:len(stem)-1]} {
		if IsVerb(verb) && gerundOf(verb) == word {
			return verb
		}
	}
	return ""
}

// gerundOf is the gerund of a verb in the list.
func gerundOf(verb string) string {
	switch {
	case In(verb, doubling):
		return verb + verb[len(verb)-1:] + "ing"
	case strings.HasSuffix(verb, "e") && !strings.HasSuffix(verb, "ee"):
		return verb[:len(verb)-1] + "ing"
	}
	return verb + "ing"
}

const (
	doubling = " begin bid cancel chat commit control cut enrol get label let log map permit plan prefer put refer run set ship stop submit tag travel win "

	verbs = "" +
		" agree choose close entrust have intend like live need own remain reside violate want wish" +
		" accept access act add administer advertise advise aggregate agree analyse answer apply arrange ask assess assist attend audit" +
		" authenticate authorise avoid bid book bring browse build buy calculate call cancel carry change charge chat check choose close" +
		" collect combat combine communicate compare compile complain complete comply confirm consider contact continue control cooperate" +
		" create customise decide defend delete deliver describe design detect deter develop diagnose disclose discuss display distribute do" +
		" document download draw enable enforce engage ensure enter establish evaluate exchange exercise explain export facilitate fight" +
		" fill find fix follow form fulfil gather get give grant grow handle help hire hold host identify import improve include increase" +
		" inform insure integrate investigate invite invoice issue join judge keep know label learn let link list locate log maintain make" +
		" manage map market match measure meet monitor move notify offer operate optimise order organise own participate pay perform permit" +
		" personalise place plan play post prepare present prevent print process produce profile promote protect prove provide publish" +
		" purchase push put rate reach read receive recognise recommend record recover refund register remember rent repair replace reply" +
		" report request require research resolve respond return review run save score search secure see select sell send serve set settle" +
		" share ship show sign sort speak start stop store study submit subscribe supply support tailor take talk target teach tell test" +
		" track trade train transfer travel treat try understand update upload use verify view visit watch win work write "
)
