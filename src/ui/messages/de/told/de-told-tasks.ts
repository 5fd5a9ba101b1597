import type { Sentences } from '../../teller.ts'

/** In German, what is said of exercises, trainings and results. */
export const deToldTasks: Sentences = {
  'results/experiments/{}.json is not what this page expects ({}).':
    'results/experiments/{1}.json ist nicht, was diese Seite erwartet ({2}).',
  '“{}” has {} tokens; with an answer of up to {} that is more than the {} this model reads.':
    '„{1}“ hat {2} Tokens; mit einer Antwort von bis zu {3} ist das mehr als die {4}, die dieses Modell liest.',
  'an interval is [low, high]': 'ein Intervall ist [unten, oben]',
  'every row needs one cell a column': 'jede Zeile braucht eine Zelle je Spalte',
  'two columns have the same name': 'zwei Spalten heißen gleich',
  'two rows have the same name': 'zwei Zeilen heißen gleich',
  'results/experiments/{}.json is not what this page expects (it is not of the experiment {}).':
    'results/experiments/{1}.json ist nicht, was diese Seite erwartet (es gehört nicht zum Experiment {2}).',
  'The model is not running, and an expert needs one.':
    'Das Modell läuft nicht, und ein Experte braucht eines.',
  'the matrix needs one row and one column a label':
    'die Matrix braucht je Beschriftung eine Zeile und eine Spalte',
  'results/{}.json is not what this page expects ({}).':
    'results/{1}.json ist nicht, was diese Seite erwartet ({2}).',
  'A training runs in another tab of this page.': 'In einem anderen Tab dieser Seite läuft ein Training.',
  'Go on there, or close that tab and resume here.':
    'Mach dort weiter, oder schließe jenen Tab und setz es hier fort.',
  'Reload the page.': 'Lade die Seite neu.',
  'Resume: the last step is kept.': 'Setz es fort: Der letzte Schritt ist gespeichert.',
  'The expert is trained, but the page could not take it.':
    'Der Experte ist trainiert, aber die Seite konnte ihn nicht übernehmen.',
  'The model is not running, and a training needs one.':
    'Das Modell läuft nicht, und ein Training braucht eines.',
  'The training found another model than the page.':
    'Das Training fand ein anderes Modell vor als die Seite.',
  'The example "{}" fits no template.': 'Das Beispiel „{1}“ passt zu keiner Vorlage.',
  'No exercise of the {} split came up in 10 000 attempts.':
    'In 10 000 Versuchen kam keine Aufgabe aus dem Teil {1} vor.',
  '"{}" has no answer for an empty list.': '„{1}“ hat für eine leere Liste keine Antwort.',
  '"{}" made a number too large.': '„{1}“ ergab eine zu große Zahl.',
  '"{}" needs a list but got the number {}.': '„{1}“ braucht eine Liste, bekam aber die Zahl {2}.',
  '"{}" has words after its number.': '„{1}“ hat nach seiner Zahl noch Wörter.',
  '"{}" may count to {}, not to {}.': '„{1}“ darf bis {2} zählen, nicht bis {3}.',
  '"{}" needs a whole number.': '„{1}“ braucht eine ganze Zahl.',
  '"{}" takes no number.': '„{1}“ nimmt keine Zahl.',
  'A program may have {} characters, this one has {}.':
    'Ein Programm darf {1} Zeichen haben, dieses hat {2}.',
  'A program may have {} operations, this one has {}.':
    'Ein Programm darf {1} Operationen haben, dieses hat {2}.',
  'There is no operation "{}".': 'Es gibt keine Operation „{1}“.',
  'Write a shorter program with smaller numbers.': 'Schreib ein kürzeres Programm mit kleineren Zahlen.',
  'Write operations separated by | , out of {}.': 'Schreib Operationen, getrennt durch | , aus {1}.',
  'No exercise of the {} split came up in {} attempts.':
    'In {2} Versuchen kam keine Aufgabe aus dem Teil {1} vor.',
  'Only {} different prompts came up in the {} split.':
    'Nur {1} verschiedene Prompts kamen aus dem Teil {2} vor.',
  'Ask for fewer items.': 'Verlange weniger Aufgaben.',
  'No pictured exercise of the {} split came up in 10 000 attempts.':
    'In 10 000 Versuchen kam keine Bildaufgabe aus dem Teil {1} vor.',
  'Only {} different pictures came up in the {} split.':
    'Nur {1} verschiedene Bilder kamen aus dem Teil {2} vor.',
  'There can be 1 to {} items, not {}.': 'Es können 1 bis {1} Aufgaben sein, nicht {2}.',
  '"answer" does not end in "#### NUMBER"': '"answer" endet nicht auf "#### ZAHL"',
  '"answerKey" is not the label of a choice': '"answerKey" ist nicht die Bezeichnung einer Antwort',
  '"choices" must have at least two entries, each with a label':
    '"choices" braucht mindestens zwei Einträge, jeden mit einer Bezeichnung',
  '"label" is not the index of a choice': '"label" ist nicht der Index einer Antwort',
  'must be a whole number': 'muss eine ganze Zahl sein',
  'must be the name of a function': 'muss der Name einer Funktion sein',
  'must have at least two entries': 'braucht mindestens zwei Einträge',
  'must not be empty': 'darf nicht leer sein',
  'must not be negative': 'darf nicht negativ sein',
  '{}, line {}: {}': '{1}, Zeile {2}: {3}',
  'a shape that is judged, not written': 'eine Form, die beurteilt und nicht geschrieben wird',
  'an answer is empty': 'eine Antwort ist leer',
  'longer than {} characters': 'länger als {1} Zeichen',
  'more than one =>': 'mehr als ein =>',
  'more than {} exercises': 'mehr als {1} Aufgaben',
  'no => between a prompt and its answer': 'kein => zwischen einem Prompt und seiner Antwort',
  'not valid JSON': 'kein gültiges JSON',
  'the JSON has no "answer"': 'das JSON hat kein "answer"',
  'the JSON has no "prompt"': 'das JSON hat kein "prompt"',
  'the prompt is empty': 'der Prompt ist leer',
  'the prompt of line {} again': 'noch einmal der Prompt der Zeile {1}',
  'This task has pictures, and there is no encoder to read them.':
    'Diese Aufgabe hat Bilder, und es gibt keinen Encoder, der sie liest.',
  'Go on with the model and the options that it was begun with, or begin anew.':
    'Mach mit dem Modell und den Einstellungen weiter, mit denen es begann, oder fang neu an.',
  'This snapshot belongs to a training of other modules.':
    'Dieser Zwischenstand gehört zu einem Training anderer Module.',
  'This model adapts no module of the group {}.': 'Dieses Modell passt kein Modul der Gruppe {1} an.',
  'Choose one of {}.': 'Wähle eines davon: {1}.',
  'There is no training task named "{}".': 'Es gibt keine Trainingsaufgabe namens „{1}“.',
  'Shorten the prompt or the longest answer, or leave them out.':
    'Kürze den Prompt oder die längste Antwort, oder lass sie weg.',
  '“{}…” has {} tokens; with an answer of up to {} that is more than the {} this model reads.':
    '„{1}…“ hat {2} Tokens; mit einer Antwort von bis zu {3} ist das mehr als die {4}, die dieses Modell liest.',
  'Training diverged at step {}.': 'Das Training lief bei Schritt {1} aus dem Ruder.',
  'The training diverged after step {}: its numbers are no longer finite.':
    'Das Training lief nach Schritt {1} aus dem Ruder: Seine Zahlen sind nicht mehr endlich.',
  'The training diverged in its first step: its numbers are no longer finite.':
    'Das Training lief im ersten Schritt aus dem Ruder: Seine Zahlen sind nicht mehr endlich.',
  'Train again with a lower learning rate or a higher KL weight.':
    'Trainiere noch einmal mit kleinerer Lernrate oder größerem KL-Gewicht.',
  'A task needs at least {} exercises, and this one has {}.':
    'Eine Aufgabe braucht mindestens {1} Beispiele, und diese hat {2}.',
  'Write a few more.': 'Schreib noch ein paar.',
  'The translation does not have the shape of the texts: {}.':
    'Die Übersetzung hat nicht die Form der Texte: {1}.',
  'The page has no element #app.': 'Die Seite hat kein Element #app.',
}
