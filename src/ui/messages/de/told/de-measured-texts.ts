import type { Sentences } from '../../teller.ts'

/** Titles, claims and notes of the experiments in German, each as a whole. */
export const deMeasuredTexts: Sentences = {
  'Experts of another model': 'Experten eines anderen Modells',
  'Few-shot adaptation: how many shots, and how long a search':
    'Few-Shot-Anpassung: wie viele Beispiele, und wie lange eine Suche',
  'Learning curves under four KL weights': 'Lernkurven bei vier KL-Gewichten',
  'Questions about pictures': 'Fragen zu Bildern',
  'Trained tasks: SVF against LoRA': 'Trainierte Aufgaben: SVF gegen LoRA',
  'Unseen tasks: the strategies of self-adaptation':
    'Ungesehene Aufgaben: die Strategien der Selbstanpassung',
  'What matters: modules, objective, SVF or LoRA': 'Worauf es ankommt: Module, Ziel, SVF oder LoRA',
  'What pass 1 costs': 'Was Durchgang 1 kostet',
  'What pass 1 says of unseen tasks': 'Was Durchgang 1 zu ungesehenen Aufgaben sagt',
  'Which experts few-shot adaptation mixes': 'Welche Experten die Few-Shot-Anpassung mischt',

  "Experts of Llama in Mistral: ordered above shuffled on 6 of 6 tasks, and above Mistral's base on 3 of 6; few-shot over the experts of both above the base on 2 of 3 and above ordered on 3 of 3.":
    'Experten von Llama in Mistral: geordnet über gemischt bei 6 von 6 Aufgaben, und über der Basis von Mistral bei 3 von 6; Few-Shot über die Experten beider liegt bei 2 von 3 über der Basis und bei 3 von 3 über geordnet.',
  'On TextVQA, SVF lifts the base and is better than LoRA; on OKVQA, which asks for other knowledge, LoRA falls below the base, and few-shot adaptation with experts for text rises above it.':
    'Bei TextVQA hebt SVF die Basis und ist besser als LoRA; bei OKVQA, das anderes Wissen verlangt, fällt LoRA unter die Basis, und die Few-Shot-Anpassung mit Experten für Text steigt darüber.',
  'On test items every task rises above the base; code is best after some ten epochs and then falls far below, to about 60 %, as training goes on.':
    'An Testaufgaben steigt jede Aufgabe über die Basis; code ist nach etwa zehn Epochen am besten und fällt dann im weiteren Training weit darunter, auf etwa 60 %.',
  'Pass 1 names the right kind for 77 to 100 % of the prompts; the classifier expert does so more often than the prompt on 4 of 6 pairs of model and task, and less often on one (MATH with Llama).':
    'Durchgang 1 nennt bei 77 bis 100 % der Prompts die richtige Art; der Klassifizierer tut es bei 4 von 6 Paaren aus Modell und Aufgabe öfter als der Prompt und bei einem seltener (MATH mit Llama).',
  'Pass 1 takes 13 % (MATH), 19 % (HumanEval), 47 % (ARC-Challenge) of the time of pass 2: always less than half.':
    'Durchgang 1 braucht 13 % (MATH), 19 % (HumanEval), 47 % (ARC-Challenge) der Zeit von Durchgang 2: immer weniger als die Hälfte.',
  'SVF by policy gradient on MLP and attention together is the best row on both tasks; SVF by next-token falls far below the base, and so does LoRA by policy gradient (in Figure 9 at every learning rate); next-token LoRA stays behind SVF.':
    'SVF mit Policy-Gradient auf MLP und Attention zusammen ist bei beiden Aufgaben die beste Zeile; SVF mit Next-Token fällt weit unter die Basis, und LoRA mit Policy-Gradient ebenso (in Abbildung 9 bei jeder Lernrate); Next-Token-LoRA bleibt hinter SVF.',
  'SVF is above the base on 7 of 9 pairs of model and task, and above next-token LoRA on 6 of 9.':
    'SVF liegt bei 7 von 9 Paaren aus Modell und Aufgabe über der Basis, und bei 6 von 9 über Next-Token-LoRA.',
  'Self-adaptation lifts the base on unseen tasks: the prompt on 7 of 9 pairs of model and task, the classifier expert on 5 of 6, few-shot on 6 of 6; LoRA does so on 3 of 9 only.':
    'Selbstanpassung hebt die Basis bei ungesehenen Aufgaben: der Prompt bei 7 von 9 Paaren aus Modell und Aufgabe, der Klassifizierer bei 5 von 6, Few-Shot bei 6 von 6; LoRA nur bei 3 von 9.',
  "The expert of the task's own kind gets most of the weight for HumanEval and ARC-Challenge in both models; for MATH the math expert gets the least.":
    'Bei HumanEval und ARC-Challenge bekommt in beiden Modellen der Experte der eigenen Art das meiste Gewicht; bei MATH bekommt der Experte math das wenigste.',
  'Three shots already lift the base (80.6 to 82.2 on ARC-Challenge), ten a little more (82.6), twenty no more; a light search with 3 % of the prompts keeps 82.1.':
    'Schon drei Beispiele heben die Basis (von 80,6 auf 82,2 bei ARC-Challenge), zehn etwas mehr (82,6), zwanzig nicht mehr; eine leichte Suche mit 3 % der Prompts behält 82,1.',

  'Attention is q, k, v and o here; in the paper, q and v. Methods without a module name change all seven linears.':
    'Attention ist hier q, k, v und o; im Paper q und v. Methoden ohne Namen eines Moduls ändern alle sieben linearen Schichten.',
  "Few-shot: the cross-entropy method over α, 32 candidates a generation, 6 elites, α from 0 to 1, mixing mode blend, 16 generations (the light search 2); a candidate's score is its share of right answers on the shots. Shots come from the validation split, others for each training seed; the settings were fixed beforehand and nothing was chosen on test items (the paper reports its best configuration).":
    'Few-Shot: die Kreuzentropie-Methode über α, 32 Kandidaten je Generation, 6 Beste, α von 0 bis 1, Mischmodus blend, 16 Generationen (die leichte Suche 2); die Wertung eines Kandidaten ist sein Anteil richtiger Antworten an den Beispielen. Die Beispiele stammen aus dem Validierungsteil, andere für jeden Trainings-Seed; die Einstellungen standen vorher fest, und nichts wurde an Testaufgaben gewählt (das Paper nennt seine beste Konfiguration).',
  'LoRA sees written solutions, always right ("worked") or as noisy as the corpus ("noisy corpus"); SVF by policy gradient sees none, only whether its own answers were right.':
    'LoRA sieht ausgeschriebene Lösungen, immer richtige („ausgerechnet“) oder so verrauschte wie das Korpus („verrauschtes Korpus“); SVF mit Policy-Gradient sieht keine, nur ob die eigenen Antworten richtig waren.',
  'LoRA was trained by next-token on worked answers; for each unseen task and seed, the best of the three adapters on 300 items of the validation split is reported, as the paper reports its best checkpoint.':
    'LoRA wurde mit Next-Token auf ausgerechneten Antworten trainiert; für jede ungesehene Aufgabe und jeden Seed steht hier der beste der drei Adapter an 300 Aufgaben des Validierungsteils, wie das Paper seinen besten Checkpoint nennt.',
  'LoRA: rank 8, α = 16 beside every linear named, no dropout. All methods: 32 prompts a step (policy gradient: 8 samples each; next-token: one written answer each), Adam, the rate falling to 30 %, gradient norm clipped at 1, KL to the base 0.02, and our anchors (KL to the base on 32 prompts of other kinds), which the paper does not have.':
    'LoRA: Rang 8, α = 16 neben jeder genannten linearen Schicht, kein Dropout. Alle Methoden: 32 Prompts je Schritt (Policy-Gradient: je 8 Stichproben; Next-Token: je eine ausgeschriebene Antwort), Adam, die Rate fällt auf 30 %, die Gradientennorm ist auf 1 begrenzt, KL zur Basis 0,02, dazu unsere Anker (KL zur Basis an 32 Prompts anderer Art), die das Paper nicht hat.',
  'One encoder, trained in front of the frozen model on pictures of the train split; it is the same for every row and seed. Anchors of the vision trainings are prompts of code and small talk.':
    'Ein Encoder, trainiert vor dem festgehaltenen Modell an Bildern des Trainingsteils; er ist für jede Zeile und jeden Seed derselbe. Anker der Trainings an Bildern sind Prompts aus code und Plauderei.',
  'One α a layer and expert. A share says little where several mixes answer all shots: the search keeps the first that does, ties broken by likelihood.':
    'Ein α je Schicht und Experte. Ein Anteil sagt wenig, wo mehrere Mischungen alle Beispiele beantworten: Die Suche behält die erste davon, bei Gleichstand entscheidet die Wahrscheinlichkeit.',
  "Pass 1 reads the dispatch prompt and compares the four labels without writing anything; the paper's writes its answer. Pass 2 reads the prompt again and writes. Batches of 128 lanes in Node, one thread, processor time; pass 2 is the time of both passes less that of pass 1. Experts of the first seed.":
    'Durchgang 1 liest den Verteil-Prompt und vergleicht die vier Bezeichnungen, ohne etwas zu schreiben; der des Papers schreibt seine Antwort. Durchgang 2 liest den Prompt noch einmal und schreibt. Stapel von 128 Spuren in Node, ein Thread, Prozessorzeit; Durchgang 2 ist die Zeit beider Durchgänge abzüglich der von Durchgang 1. Experten des ersten Seeds.',
  'Policy gradient as for the committed experts but for the weight of KL(new ‖ base) on the sampled answers; the anchors on prompts of other kinds stay. Items are of the test split at every place, and no place is chosen by them: where an end is compared with the best place of its curve, that place was found on every other item and is compared on the rest.':
    'Policy-Gradient wie bei den mitgelieferten Experten, bis auf das Gewicht von KL(neu ‖ Basis) an den gezogenen Antworten; die Anker an Prompts anderer Art bleiben. Die Aufgaben sind an jeder Stelle aus dem Testteil, und keine Stelle ist nach ihnen gewählt: Wo ein Ende mit der besten Stelle seiner Kurve verglichen wird, wurde diese an jeder zweiten Aufgabe gefunden und wird an den übrigen verglichen.',
  'Shares of what pass 1 says (columns) of each family (rows); a harder relative belongs to its family. z_c was trained on the dispatch question over math, code, reasoning and other, never on a harder relative; its figures are means over the training seeds. The plain prompt involves no training.':
    'Anteile dessen, was Durchgang 1 (Spalten) zu jeder Familie (Zeilen) sagt; eine schwerere Verwandte gehört zu ihrer Familie. z_c wurde an der Verteilfrage über math, code, reasoning und other trainiert, nie an einer schwereren Verwandten; seine Zahlen sind Mittel über die Trainings-Seeds. Der bloße Prompt braucht kein Training.',
  'The second model has the shape, the corpus and the recipe of the first, and another seed: other initial weights, other batches. z is copied by index, singular values descending in both; shuffled permutes each vector at random, three times an expert.':
    'Das zweite Modell hat Form, Korpus und Rezept des ersten und einen anderen Seed: andere Anfangsgewichte, andere Stapel. z wird nach dem Index übertragen, in beiden fallen die Singulärwerte; gemischt vertauscht jeden Vektor zufällig, dreimal je Experte.',
  "The second model's own experts are trained on it as the first model's are on the first: what a transfer could at best be worth.":
    'Die eigenen Experten des zweiten Modells sind an ihm trainiert wie die des ersten am ersten: was eine Übertragung bestenfalls wert sein könnte.',
  'The uniform mix has α = 1/3 for each of the three experts, in the blend mode. The base row involves no training, so it has no seeds.':
    'Die gleichmäßige Mischung hat α = 1/3 für jeden der drei Experten, im Modus blend. Die Zeile der Basis braucht kein Training und hat deshalb keine Seeds.',
  'vision asks for arithmetic, comparisons and the odd one out by kind; vision-hard for two steps with a number used twice and for the odd one out without its kind. Few-shot mixes experts of one seed on 20 shots of the validation split.':
    'vision fragt nach Rechnungen, Vergleichen und dem, was der Art nach nicht dazugehört; vision-hard nach zwei Schritten mit einer doppelt gebrauchten Zahl und nach dem, was nicht dazugehört, ohne die Art zu nennen. Few-Shot mischt Experten eines Seeds an 20 Beispielen des Validierungsteils.',
}
