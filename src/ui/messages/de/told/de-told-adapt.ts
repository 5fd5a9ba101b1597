import type { Sentences } from '../../teller.ts'

/** In German, what is said of prompts, experts, mixes and searches. */
export const deToldAdapt: Sentences = {
  'A choice is empty.': 'Eine Auswahl ist leer.',
  'The number of items must be a positive whole number, not {}.':
    'Die Zahl der Aufgaben muss eine positive ganze Zahl sein, nicht {1}.',
  'There are fewer than {} test items of one family.': 'Eine Familie hat weniger als {1} Testaufgaben.',
  'Pass 1 gave a probability that is not a number.':
    'Durchgang 1 ergab eine Wahrscheinlichkeit, die keine Zahl ist.',
  'This model has no expert named {}.': 'Dieses Modell hat keinen Experten namens {1}.',
  'Use the strategy prompt, or load a classifier expert.':
    'Nimm die Strategie „Prompt“, oder lade einen Experten zum Klassifizieren.',
  'A name begins with a letter from a to z and goes on with up to 31 letters, digits or hyphens.':
    'Ein Name beginnt mit einem Buchstaben von a bis z; darauf folgen bis zu 31 Buchstaben, Ziffern oder Bindestriche.',
  'Choose another name.': 'Wähle einen anderen Namen.',
  'For example: my-sums.': 'Zum Beispiel: my-sums.',
  'The expert needs a name.': 'Der Experte braucht einen Namen.',
  'The name {} is reserved.': 'Der Name {1} ist vergeben.',
  'There is an expert named {} already.': 'Es gibt schon einen Experten namens {1}.',
  'The α of a column sum to 0, so they cannot be normalised.':
    'Die α einer Spalte ergeben zusammen 0 und lassen sich nicht normieren.',
  'There is no expert to mix.': 'Es gibt keinen Experten, der sich mischen ließe.',
  'Train one, or load one.': 'Trainiere einen, oder lade einen.',
  'Choose another range or another mixing mode.':
    'Wähle einen anderen Bereich oder einen anderen Mischmodus.',
  'Give at least one prompt with its answer.': 'Gib mindestens einen Prompt mit seiner Antwort an.',
  'No candidate was a mix that this mode can express.':
    'Kein Kandidat war eine Mischung, die dieser Modus ausdrücken kann.',
  'There are no shots.': 'Es gibt keine Beispiele.',
  'The answer to “{}” is empty.': 'Die Antwort auf „{1}“ ist leer.',
  'There must be between 1 and {} shots.': 'Es müssen zwischen 1 und {1} Beispiele sein.',
  'There is no answer to follow.': 'Es gibt keine Antwort, die sich verfolgen ließe.',
  'Open the vision part first, or leave out the picture.':
    'Öffne zuerst den Bildteil, oder lass das Bild weg.',
  'Shorten the prompt.': 'Kürze den Prompt.',
  'The prompt has {} tokens; this model reads at most {} and then answers.':
    'Der Prompt hat {1} Tokens; dieses Modell liest höchstens {2} und antwortet dann.',
  'The prompt is empty.': 'Der Prompt ist leer.',
  'The question is empty.': 'Die Frage ist leer.',
  'This model cannot see: its vision encoder has not been loaded.':
    'Dieses Modell kann nicht sehen: Sein Bild-Encoder ist nicht geladen.',
  'This model has no experts.': 'Dieses Modell hat keine Experten.',
  'This model has: {}.': 'Dieses Modell hat: {1}.',
  'Write one.': 'Schreib einen.',
  'There is no mix to sweep over.': 'Es gibt keine Mischung, die sich abtasten ließe.',
  'A candidate of the search has a score that is not a number.':
    'Ein Kandidat der Suche hat eine Wertung, die keine Zahl ist.',
  'A population has at least 2 candidates.': 'Eine Generation hat mindestens 2 Kandidaten.',
  'Mean and standard deviation of the search must be finite, and the deviation positive.':
    'Mittelwert und Standardabweichung der Suche müssen endlich sein, und die Abweichung positiv.',
  'The range must go from a lower to a higher number.':
    'Der Bereich muss von einer kleineren zu einer größeren Zahl gehen.',
  'There is nothing to search over.': 'Es gibt nichts zu suchen.',
  'There must be at least one generation.': 'Es muss mindestens eine Generation geben.',
  'There must be between 1 and {} elites.': 'Es müssen zwischen 1 und {1} Beste sein.',
  'Stopped before it was finished.': 'Vor dem Ende angehalten.',
  'A mixing coefficient α is not a finite number.': 'Ein Mischkoeffizient α ist keine endliche Zahl.',
  'Reset the sliders, or choose another mixing mode.':
    'Setz die Regler zurück, oder wähle einen anderen Mischmodus.',
  'The mix of {} is too large for a 32-bit number.': 'Die Mischung von {1} ist zu groß für eine 32-Bit-Zahl.',
  "The nuclear norm of {} vanishes, so it cannot be brought back to the base's.":
    'Die Kernnorm von {1} verschwindet; so lässt sie sich nicht auf die der Basis zurückbringen.',
  'The z of {} holds a number that is not finite.': 'Das z von {1} enthält eine Zahl, die nicht endlich ist.',
  'There are {} coefficients α for {} adapted modules.':
    'Es sind {1} Koeffizienten α für {2} angepasste Module.',
  'There are {} coefficients α for {} experts.': 'Es sind {1} Koeffizienten α für {2} Experten.',
  '{} has rank {}, its z has {} numbers.': '{1} hat den Rang {2}, sein z hat {3} Zahlen.',
}
