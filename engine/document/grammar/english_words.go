package grammar

import "strings"

// baseOf returns the verb of which a word is the gerund, if it is one that documents of this kind use: "tell" of "telling"; else "".
// The list is closed, since spelling does not tell ("making", "king") and a wrong verb is worse than another way to say it.
func baseOf(word string) string {
	for _, verb := range strings.Fields(verbs) {
		if gerundOf(verb) == word {
			return verb
		}
	}
	return ""
}

// gerundOf is the gerund of a verb in the lists below.
func gerundOf(verb string) string {
	switch verb {
	case "get", "let", "put", "set", "cut", "run", "plan", "stop", "ship", "permit", "commit", "submit", "refer", "prefer", "begin", "win", "log", "tag", "chat",
		"cancel", "travel", "control", "label", "enrol", "bid", "map":
		return verb + verb[len(verb)-1:] + "ing"
	}
	if strings.HasSuffix(verb, "e") && !strings.HasSuffix(verb, "ee") {
		return verb[:len(verb)-1] + "ing"
	}
	return verb + "ing"
}

// isControllers reports whether what a verb says is plainly done by who uses the data, and not by whose data it is.
func isControllers(verb string) bool {
	for _, v := range strings.Fields(controllers) {
		if v == verb {
			return true
		}
	}
	return false
}

// isGerund reports whether a word is the gerund of a verb, known or not.
func isGerund(word string) bool {
	return baseOf(word) != "" || strings.HasSuffix(word, "ing") && len(word) > 5 && !strings.HasSuffix(word, "thing")
}

// isParticiple reports whether a word says what is done to something: "corrected".
func isParticiple(word string) bool {
	return strings.HasSuffix(word, "ed") || strings.HasSuffix(word, "en")
}

// isSortOfPeople reports whether a word names people or bodies that do something.
func isSortOfPeople(word string) bool {
	for _, p := range strings.Fields(sorts) {
		if p == word {
			return true
		}
	}
	return false
}

const (
	controllers = `provide improve comply prevent verify settle enforce detect protect identify ensure understand display build tell contact help confirm
		complete document handle manage answer maintain operate process fulfil deliver respond notify inform recommend offer analyse measure secure monitor
		personalise investigate develop test assess calculate diagnose fix resolve send show establish exercise defend administer evaluate record
		facilitate support promote evaluate remember recognise authenticate deter combat fight avoid review train tailor customise optimise produce judge`

	verbs = controllers + ` accept access act add advertise advise agree aggregate apply arrange ask assist attend audit authorise bid book browse bring buy call
		cancel carry change charge chat check choose close collect combine communicate compare complain compile consider continue control cooperate
		create decide delete describe design disclose discuss distribute do download draw enable engage enter exchange explain export fill find follow form gather
		get give grant grow hire hold host import include increase insure integrate invite invoice issue join keep know label learn let link list locate log make map market
		match meet move order organise own participate pay perform permit place plan play post prepare present print profile prove publish purchase push put
		rate reach read receive recover refund register rent repair replace reply report request require research return run save score search see select sell serve
		set share ship sign sort speak start stop store study submit subscribe supply take talk target teach tell track trade transfer travel treat try
		update upload use view visit watch win work write`

	sorts = `partners partner others people users user customers customer members member sellers seller merchants merchant buyers buyer advertisers advertiser
		affiliates affiliate companies company providers provider processors processor controllers controller authorities authority courts court parties party
		employees employee staff colleagues agents agent institutions institution organisations organisation researchers researcher doctors doctor banks bank insurers
		couriers courier carriers carrier publishers publisher developers developer visitors visitor friends friend children parents guardians it they you we
		somebody anyone everyone individuals individual police regulators regulator suppliers supplier vendors vendor networks platforms`
)
