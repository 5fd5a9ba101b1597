/** What captions, names of rows and columns, and comparisons of the experiments are made of; the longest that fits counts. */
export const deMeasuredPhrases: Readonly<Record<string, string>> = {
  "Accuracy of the second model, 600 items a family, the expert of the family's kind at α = 1":
    'Genauigkeit des zweiten Modells, je Familie 600 Aufgaben, der Experte ihrer Art bei α = 1',
  'Accuracy on families that nothing was trained on, 600 items each':
    'Genauigkeit an Familien, an denen nichts trainiert wurde, je 600 Aufgaben',
  'Accuracy on fresh items of the trained tasks, 600 a task, each method trained on that task':
    'Genauigkeit an frischen Aufgaben der trainierten Arten, je 600, jede Methode an dieser Art trainiert',
  'Accuracy on questions about pictures, 600 items a family':
    'Genauigkeit bei Fragen zu Bildern, je Familie 600 Aufgaben',
  'Accuracy with the α that few-shot adaptation found, 600 items a family':
    'Genauigkeit mit den α, die die Few-Shot-Anpassung fand, je Familie 600 Aufgaben',
  'Share of each expert in the learned α: a mean over the layers, divided by the sum':
    'Anteil jedes Experten an den gelernten α: Mittel über die Schichten, geteilt durch die Summe',
  'Strategy classifier, 600 prompts a family': 'Strategie classifier, je Familie 600 Prompts',
  'Strategy prompt, 600 prompts a family': 'Strategie prompt, je Familie 600 Prompts',
  'Strategy classifier: processor seconds for 600 items a family, median of 5 repetitions':
    'Strategie classifier: Prozessorsekunden für je 600 Aufgaben, Median aus 5 Wiederholungen',
  'Strategy prompt: processor seconds for 600 items a family, median of 5 repetitions':
    'Strategie prompt: Prozessorsekunden für je 600 Aufgaben, Median aus 5 Wiederholungen',
  'The learned α itself, layer by layer': 'Die gelernten α selbst, Schicht für Schicht',
  'The same 600 items of vision as pictures, in words, and without their picture':
    'Dieselben 600 Aufgaben von vision als Bilder, in Worten und ohne ihr Bild',
  'Trained on math, accuracy on math and, never trained on, math-hard: 600 items each':
    'Trainiert an math, Genauigkeit an math und, nie trainiert, an math-hard: je 600 Aufgaben',
  'What a search costs: answers generated, a mean over the seeds':
    'Was eine Suche kostet: erzeugte Antworten, Mittel über die Seeds',
  'accuracy on 600 test items after so many steps, and the KL(new ‖ base) in nats a token that training ended at':
    'Genauigkeit an 600 Testaufgaben nach so vielen Schritten, und die KL(neu ‖ Basis) in Nat je Token am Ende des Trainings',
  'α that few-shot adaptation found for vision-hard, 20 shots':
    'α, die die Few-Shot-Anpassung für vision-hard fand, 20 Beispiele',

  'read off the curves, the KL weight chosen on validation data':
    'von den Kurven abgelesen, das KL-Gewicht an Validierungsdaten gewählt',
  'read off the bars': 'von den Balken abgelesen',
  'classifier expert': 'Klassifizierer',
  'the rest is other': 'der Rest ist other',
  'shares of α': 'Anteile der α',
  'SVF on half of the layers': 'SVF auf der Hälfte der Schichten',
  'the same by what a search costs': 'dasselbe nach den Kosten einer Suche',
  'whole problem sets, strategy prompt': 'ganze Aufgabensammlungen, Strategie prompt',
  'experts of Llama3-8B-Instruct in Mistral-7B-Instruct-v0.3, unseen tasks':
    'Experten von Llama3-8B-Instruct in Mistral-7B-Instruct-v0.3, ungesehene Aufgaben',
  'on ARC-Challenge by the number of shots': 'bei ARC-Challenge nach der Zahl der Beispiele',
  'the same on the training tasks': 'dasselbe an den Trainingsaufgaben',
  Table: 'Tabelle',
  Figure: 'Abbildung',

  'LoRA, best adapter a task': 'LoRA, bester Adapter je Aufgabe',
  'LoRA, best checkpoint a task': 'LoRA, bester Checkpoint je Aufgabe',
  'next-token on the noisy corpus': 'Next-Token auf dem verrauschten Korpus',
  'next-token on worked answers': 'Next-Token auf ausgerechneten Antworten',
  'next-token LoRA': 'Next-Token-LoRA',
  'next-token': 'Next-Token',
  'by next-token': 'mit Next-Token',
  'policy gradient': 'Policy-Gradient',
  'by policy gradient': 'mit Policy-Gradient',
  attention: 'Attention',
  'MLP and attention': 'MLP und Attention',
  'base of the second model': 'Basis des zweiten Modells',
  base: 'Basis',
  'the base': 'die Basis',
  'experts of the first model, ordered': 'Experten des ersten Modells, geordnet',
  'experts of the first model, shuffled': 'Experten des ersten Modells, gemischt',
  "the second model's own experts": 'eigene Experten des zweiten Modells',
  'few-shot over the experts of both': 'Few-Shot über die Experten beider',
  'few-shot over both': 'Few-Shot über beide',
  'few-shot over experts for text': 'Few-Shot über Experten für Text',
  'few-shot over these and vision': 'Few-Shot über diese und vision',
  'few-shot, one α a layer': 'Few-Shot, ein α je Schicht',
  'few-shot, experts for text': 'Few-Shot, Experten für Text',
  'few-shot, these and vision': 'Few-Shot, diese und vision',
  'few-shot': 'Few-Shot',
  mean: 'Mittel',
  seed: 'Seed',
  layer: 'Schicht',
  shots: 'Beispiele',
  light: 'leicht',
  'KL weight': 'KL-Gewicht',
  'two passes': 'zwei Durchgänge',
  'uniform mix': 'gleichmäßige Mischung',
  generations: 'Generationen',
  steps: 'Schritte',
  step: 'Schritt',
  answers: 'Antworten',
  nothing: 'nichts',
  numbers: 'Zahlen',
  'of the search with 10 shots': 'der Suche mit 10 Beispielen',
  'pass 1 of pass 2': 'Durchgang 1 von Durchgang 2',
  pass: 'Durchgang',
  picture: 'Bild',
  right: 'richtig',
  words: 'Worte',
  'best epoch, about': 'beste Epoche, etwa',
  'best test accuracy': 'beste Testgenauigkeit',
  'falls to, at times': 'fällt zeitweise auf',
  prompts: 'Prompts',

  'above the base at the end': 'am Ende über der Basis',
  'below the base': 'unter der Basis',
  'better than': 'besser als',
  'worse than': 'schlechter als',
  'better with MLP and attention than with MLP alone': 'besser mit MLP und Attention als mit MLP allein',
  ordered: 'geordnet',
  shuffled: 'gemischt',
  'less than half with the strategy': 'weniger als die Hälfte mit der Strategie',
  'the classifier expert': 'der Klassifizierer',
  'the prompt': 'der Prompt',
  'the light search': 'die leichte Suche',
  'the math expert with the least weight': 'der Experte math mit dem kleinsten Gewicht',
  'the own expert with the most weight': 'der eigene Experte mit dem größten Gewicht',
  'the prompt right more often than wrong': 'der Prompt öfter richtig als falsch',
  'then falling from its best place': 'danach ein Fall von der besten Stelle',

  against: 'gegen',
  'in points': 'in Prozentpunkten',
  'in the paper': 'im Paper',
  'no clear difference': 'kein klarer Unterschied',
  'no clear difference on': 'kein klarer Unterschied bei',
  better: 'besser',
  'better on': 'besser bei',
  worse: 'schlechter',
  'worse on': 'schlechter bei',
  none: 'keiner',
  and: 'und',
  on: 'bei',
  to: 'bis',
  'at the end': 'am Ende',
  'the best place of the same curve': 'die beste Stelle derselben Kurve',
  'since step': 'seit Schritt',
  'shares of the experts, in parentheses the lowest and the highest seed':
    'Anteile der Experten, in Klammern der niedrigste und der höchste Seed',
  'Right category with the classifier expert against the plain prompt on unseen families':
    'Richtige Kategorie mit dem Klassifizierer gegen den bloßen Prompt, bei ungesehenen Familien',
  'The same on the families that z_c was trained to sort':
    'Dasselbe bei den Familien, die z_c zu sortieren gelernt hat',
  'With the strategy prompt, pass 1 takes this share of the time of pass 2':
    'Mit der Strategie prompt braucht Durchgang 1 diesen Anteil der Zeit von Durchgang 2',
  'With the strategy classifier, pass 1 takes this share of the time of pass 2':
    'Mit der Strategie classifier braucht Durchgang 1 diesen Anteil der Zeit von Durchgang 2',
  'pictures against the same in words and against no picture':
    'Bilder gegen dasselbe in Worten und gegen kein Bild',
}

/** Names that are the same in every language. */
export const MEASURED_NAMES = [
  ...[
    'math',
    'code',
    'reasoning',
    'other',
    'vision',
    'prompt',
    'classifier',
    'LoRA',
    'SVF',
    'IA3',
    'MLP',
    'KL',
  ],
  ...['math-hard', 'code-hard', 'reasoning-hard', 'vision-hard', 'Transformer', 'TextVQA', 'OKVQA'],
  ...['GSM8K', 'MATH', 'MBPP-Pro', 'HumanEval', 'ARC-Easy', 'ARC-Challenge'],
  ...['Llama3-8B-Instruct', 'Llama3-70B-Instruct', 'Mistral-7B-Instruct-v0.3', 'Llama3-LLaVA-NeXT-8B', 'α'],
] as const
