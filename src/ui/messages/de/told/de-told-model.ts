import type { Sentences } from '../../teller.ts'

/** In German, what readers of models, experts and pictures say. */
export const deToldModel: Sentences = {
  'RoPE scaled as "{}"': 'RoPE mit der Skalierung "{1}"',
  'The weights are quantised as "{}".': 'Die Gewichte sind quantisiert, als "{1}".',
  "The manifest lists its modules in an order that is not the model's.":
    'Das Manifest führt seine Module in einer anderen Reihenfolge auf als das Modell.',
  'The model bundle': 'Das Paket des Modells',
  'The model bundle has no tensor {}.': 'Das Paket des Modells hat keinen Tensor {1}.',
  'The model bundle holds {} twice.': 'Das Paket des Modells enthält {1} zweimal.',
  'The model bundle holds {} without use.': 'Das Paket des Modells enthält {1}, ohne es zu brauchen.',
  'The scales of {} are not float16.': 'Die Skalenwerte von {1} sind nicht float16.',
  'The singular values of {} do not descend to 0 or more.':
    'Die Singulärwerte von {1} fallen nicht bis 0 oder höher ab.',
  '{} cannot have rank {}.': '{1} kann nicht den Rang {2} haben.',
  '{} has shape [{}] where [{}] is wanted.': '{1} hat die Form [{2}], gebraucht wird [{3}].',
  '{} holds a number that is not finite.': '{1} enthält eine Zahl, die nicht endlich ist.',
  'Something changed it while it was read. Try again.':
    'Etwas hat sie verändert, während sie gelesen wurde. Versuche es noch einmal.',
  'The file ended after {} of {} bytes.': 'Die Datei endet nach {1} von {2} Byte.',
  'Leave it out, or put it into the prompt.': 'Lass sie weg, oder schreib sie in den Prompt.',
  'The text has too many characters of Unicode’s private area.':
    'Der Text hat zu viele Zeichen aus dem privaten Bereich von Unicode.',
  'This model has no chat template, and so no system message.':
    'Dieses Modell hat keine Chat-Vorlage, also auch keine Systemnachricht.',
  'This model has no chat template: it continues one text.':
    'Dieses Modell hat keine Chat-Vorlage: Es setzt einen einzigen Text fort.',
  'This model has no token {}.': 'Dieses Modell hat kein Token {1}.',
  'This model knows no system message.': 'Dieses Modell kennt keine Systemnachricht.',
  'Give the prompt as plain text or as token ids, without a chat around it.':
    'Gib den Prompt als einfachen Text oder als Token-Ids an, ohne Chat darum.',
  "The model's chat template cannot be used: {}.":
    'Die Chat-Vorlage des Modells ist nicht zu gebrauchen: {1}.',
  'Remove the one that is not meant.': 'Entferne die Datei, die nicht gemeint ist.',
  'The checkpoint has both {} and {}.': 'Der Checkpoint hat sowohl {1} als auch {2}.',
  'The checkpoint has no safetensors file.': 'Der Checkpoint hat keine safetensors-Datei.',
  'Where its weights lie in pytorch_model.bin, transformers writes them anew: AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(FOLDER).':
    'Liegen seine Gewichte in pytorch_model.bin, schreibt transformers sie neu: AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(FOLDER).',
  'This is a pointer of Git LFS in place of the file itself.':
    'Das ist ein Verweis von Git LFS anstelle der Datei selbst.',
  'Fetch the file: git lfs pull in the cloned repository, or download it.':
    'Hol die Datei: git lfs pull im geklonten Repository, oder lade sie herunter.',
  'The precompiled character map in tokenizer.json is damaged.':
    'Die vorübersetzte Zeichentabelle in tokenizer.json ist beschädigt.',
  'The vocabulary of the tokenizer has {}, more than any trained one.':
    'Das Vokabular des Tokenizers enthält {1}, mehr als irgendein trainiertes.',
  'a piece of {} characters': 'ein Stück von {1} Zeichen',
  '{} characters': '{1} Zeichen',
  'tokenizer.model is no sound SentencePiece model: {}.':
    'tokenizer.model ist kein einwandfreies SentencePiece-Modell: {1}.',
  'Download the file again, or put a tokenizer.json in its place.':
    'Lade die Datei noch einmal, oder lege eine tokenizer.json an ihre Stelle.',
  'it has millions of pieces': 'es hat Millionen von Stücken',
  'it has no pieces': 'es hat keine Stücke',
  'it is of the kind {}': 'es ist von der Art {1}',
  'it ends in the middle': 'es endet mittendrin',
  'it is no protocol buffer': 'es ist kein Protocol Buffer',
  'a piece has a score that is no number': 'ein Stück hat eine Bewertung, die keine Zahl ist',
  'The vocabulary of tokenizer.model has a piece twice.':
    'Das Vokabular von tokenizer.model enthält ein Stück zweimal.',
  'This playground does not read a tokenizer.model of the kind "{}".':
    'Dieser Playground liest keine tokenizer.model der Art „{1}“.',
  'Choose a model whose tokenizer.model is of the kind bpe or unigram.':
    'Wähle ein Modell, dessen tokenizer.model von der Art bpe oder unigram ist.',
  'Expected pieces with scores': 'Stücke mit Bewertungen erwartet',
  'Expected an unk_id of the vocabulary': 'Eine unk_id aus dem Vokabular erwartet',
  'The checkpoint has no config.json.': 'Der Checkpoint hat keine config.json.',
  'The checkpoint has no file {}.': 'Der Checkpoint hat keine Datei {1}.',
  'Two files of the checkpoint hold {}.': 'Zwei Dateien des Checkpoints enthalten {1}.',
  '{} holds {} numbers, not {}.': '{1} enthält Zahlen vom Typ {2}, nicht {3}.',
  'Choose an expert that was trained for this model.':
    'Wähle einen Experten, der für dieses Modell trainiert wurde.',
  'The expert {} {}.': 'Der Experte {1} {2}.',
  'covers no module': 'ändert kein Modul',
  'covers {}, which the model does not adapt': 'ändert {1}, das dieses Modell nicht anpasst',
  'does not say in its metadata whether "parameterisation" is multiplier or sigmoid-logit':
    'sagt in seinen Metadaten nicht, ob "parameterisation" multiplier oder sigmoid-logit ist',
  'has the unknown parameterisation {}': 'hat die unbekannte Parametrisierung {1}',
  'Start again.': 'Fang noch einmal an.',
  'The factors of {} are gone.': 'Die Faktoren von {1} sind verschwunden.',
  'The factors of {} could not be kept.': 'Die Faktoren von {1} ließen sich nicht aufheben.',
  '{} is wrong at "eos_token_id".': '{1} ist falsch bei "eos_token_id".',
  'The ids of this model run from 0 to {}.': 'Die Ids dieses Modells gehen von 0 bis {1}.',
  'There is no token with the id {}.': 'Es gibt kein Token mit der Id {1}.',
  'This model came without a tokenizer: it reads token ids, not words.':
    'Dieses Modell kam ohne Tokenizer: Es liest Token-Ids, keine Wörter.',
  'Write ids from 0 to {}, like "1 5 66", or put tokenizer.json beside the weights.':
    'Schreib Ids von 0 bis {1}, etwa "1 5 66", oder leg tokenizer.json neben die Gewichte.',
  'Load the model again; if that does not help, its files were changed.':
    'Lade das Modell noch einmal; hilft das nicht, wurden seine Dateien verändert.',
  'The bundle has format version {}, not {}.': 'Das Paket hat die Formatversion {1}, nicht {2}.',
  'The manifest': 'Das Manifest',
  'The manifest is wrong at "": {}.': 'Das Manifest ist falsch: {1}.',
  'The manifest is wrong at "{}": {}.': 'Das Manifest ist falsch bei "{1}": {2}.',
  'The shard {} is larger than 8 MiB.': 'Der Teil {1} ist größer als 8 MiB.',
  '{} does not have the content that the manifest promises.':
    '{1} hat nicht den Inhalt, den das Manifest verspricht.',
  '{} has {} bytes instead of {}.': '{1} hat {2} Byte statt {3}.',
  'The checkpoint has a tensor "{}" that no Llama has.':
    'Der Checkpoint hat einen Tensor „{1}“, den kein Llama hat.',
  'The checkpoint has no tensor {}.': 'Der Checkpoint hat keinen Tensor {1}.',
  '{} has shape [{}] where the config wants [{}].':
    '{1} hat die Form [{2}], die Konfiguration verlangt [{3}].',
  'The tokenizer has ids beyond the vocabulary of the model.':
    'Der Tokenizer hat Ids jenseits des Vokabulars des Modells.',
  'Where it lies in vocab.json, transformers makes a tokenizer.json of it: AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER).':
    'Liegt er in vocab.json, macht transformers eine tokenizer.json daraus: AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER).',
  'tokenizer_config.json is wrong at "chat_template".':
    'tokenizer_config.json ist falsch bei "chat_template".',
  '{} has no tokenizer.json.': '{1} hat keine tokenizer.json.',
  'Choose a model of the types {}.': 'Wähle ein Modell von einer dieser Arten: {1}.',
  'Choose the checkpoint in 16 or 32 bits, or a GGUF file of it.':
    'Wähle den Checkpoint mit 16 oder 32 Bit, oder eine GGUF-Datei davon.',
  'RoPE that turns neighbours': 'RoPE, das Nachbarn dreht',
  "The model's config is impossible: {}.": 'Die Konfiguration des Modells ist unmöglich: {1}.',
  'The model\'s config is wrong at "": {}.': 'Die Konfiguration des Modells ist falsch: {1}.',
  'The model\'s config is wrong at "{}": {}.': 'Die Konfiguration des Modells ist falsch bei "{1}": {2}.',
  'The weights are quantised as "unknown".': 'Die Gewichte sind quantisiert, auf unbekannte Art.',
  'YaRN with a rope_theta of 1 or less': 'YaRN mit einem rope_theta von 1 oder weniger',
  'head_dim {} is odd, but RoPE turns pairs': 'head_dim {1} ist ungerade, RoPE aber dreht Paare',
  'hidden_size {} does not divide into {} heads': 'hidden_size {1} lässt sich nicht auf {2} Köpfe aufteilen',
  'one matrix would have more than 2³¹ numbers': 'eine Matrix hätte mehr als 2³¹ Zahlen',
  'the activation "{}"': 'die Aktivierung „{1}“',
  '{} heads cannot share {} key-value heads': '{1} Köpfe können sich nicht {2} Key-Value-Köpfe teilen',
  'Choose a model with RoPE of the kinds {}.': 'Wähle ein Modell mit RoPE von einer dieser Arten: {1}.',
  'RoPE scaled as "default"': 'RoPE mit der Skalierung "default"',
  'RoPE scaled as "longrope" with factors that depend on the length of the text':
    'RoPE mit der Skalierung "longrope", deren Faktoren von der Länge des Textes abhängen',
  'The model\'s config is wrong at "rope_scaling.": {}.':
    'Die Konfiguration des Modells ist falsch bei "rope_scaling": {1}.',
  'The model\'s config is wrong at "rope_scaling.{}": {}.':
    'Die Konfiguration des Modells ist falsch bei "rope_scaling.{1}": {2}.',
  'This playground does not run {}.': 'Diese Seite rechnet das nicht: {1}.',
  'the two factors are swapped': 'die beiden Faktoren sind vertauscht',
  'can go through one text in countless ways': 'kann einen Text auf zahllose Weisen durchgehen',
  'can go through one text in too many ways': 'kann einen Text auf zu viele Weisen durchgehen',
  'repeats the same characters three times in a row': 'wiederholt dieselben Zeichen dreimal hintereinander',
  'repeats too much to be judged': 'wiederholt zu viel, um beurteilt zu werden',
  'uses what is not read here': 'braucht etwas, das hier nicht gelesen wird',
  'Do not open this model unless you know where it is from; no known tokenizer has such a one.':
    'Öffne dieses Modell nur, wenn du weißt, woher es kommt; kein bekannter Tokenizer hat so einen Ausdruck.',
  'The tokenizer has a regular expression that may take for ever, as it {}: {}':
    'Der Tokenizer hat einen regulären Ausdruck, der ewig dauern kann, denn er {1}: {2}',
  'Of the ways to split, Isolated and Removed are read.':
    'Gelesen werden die Arten Isolated und Removed zu teilen.',
  'tokenizer.json splits text as "{}".': 'tokenizer.json teilt Text nach „{1}“.',
  'tokenizer.json splits text by no pattern.': 'tokenizer.json teilt Text nach keinem Muster.',
  '{} holds {} numbers, not floating-point ones.': '{1} enthält Zahlen vom Typ {2}, keine Gleitkommazahlen.',
  '{} is stored as {}; a bundle holds F32 and F16.':
    '{1} ist als {2} gespeichert; ein Paket enthält F32 und F16.',
  'The data of {} does not fill its shape [{}].': 'Die Daten von {1} füllen ihre Form [{2}] nicht.',
  'The header of a safetensors file': 'Der Kopf einer safetensors-Datei',
  'This is not a sound safetensors file: {}.': 'Das ist keine gültige safetensors-Datei: {1}.',
  'it is shorter than 8 bytes': 'sie ist kürzer als 8 Byte',
  'its header is longer than 25 MB': 'ihr Kopf ist länger als 25 MB',
  'its header is not an object': 'ihr Kopf ist kein Objekt',
  'its metadata is not an object': 'ihre Metadaten sind kein Objekt',
  'its metadata {} is not text': 'ihre Metadaten: {1} ist kein Text',
  'the bytes of {} overlap others or leave a hole':
    'die Bytes von {1} überlappen andere oder lassen eine Lücke',
  'the place of {} does not fit its shape': 'der Platz von {1} passt nicht zu seiner Form',
  'the shape of {} is no list of sizes': 'die Form von {1} ist keine Liste von Größen',
  '{} bytes belong to no tensor': '{1} Byte gehören zu keinem Tensor',
  '{} has no place': '{1} hat keinen Platz',
  '{} is not described': '{1} ist nicht beschrieben',
  '{} is of an unknown type': '{1} ist von unbekannter Art',
  'Download the checkpoint again, all of its files from one place.':
    'Lade den Checkpoint noch einmal herunter, alle Dateien von einem Ort.',
  'both {} and {} hold {}': '{1} und {2} enthalten beide {3}',
  'it does not list {}, which {} holds': 'sie führt {1} nicht auf, das in {2} steht',
  '{} and its shards disagree: {}.': '{1} und die Teile widersprechen sich: {2}.',
  '{} does not hold {}': '{1} enthält {2} nicht',
  '{} is in {} and not in {}': '{1} steht in {2} und nicht in {3}',
  '{} is wrong at "": {}.': '{1} ist falsch: {2}.',
  '{} is wrong at "{}": {}.': '{1} ist falsch bei "{2}": {3}.',
  'A bundle cannot hold {}.': 'Ein Paket kann {1} nicht aufnehmen.',
  'One row of {} is larger than a shard.': 'Eine Zeile von {1} ist größer als ein Teil des Pakets.',
  'The model bundle is damaged: {}.': 'Das Paket des Modells ist beschädigt: {1}.',
  'Write it again with t2 factor.': 'Schreib es mit t2 factor noch einmal.',
  'no shard holds {}': 'kein Teil enthält {1}',
  'the parts of {} do not fit together': 'die Stücke von {1} passen nicht zusammen',
  '{} and the manifest disagree about {}': '{1} und das Manifest widersprechen sich über {2}',
  '{} is there both whole and in parts': '{1} ist ganz und in Stücken da',
  'Store this model with 32-bit numbers.': 'Speichere dieses Modell mit 32-Bit-Zahlen.',
  'The number {} does not fit into 16 bits.': 'Die Zahl {1} passt nicht in 16 Bit.',
  '{} has the key {} where it may not.': '{1} hat den Schlüssel {2}, wo er nicht sein darf.',
  '{} is not valid JSON.': '{1} ist kein gültiges JSON.',
  'Expected words with ids': 'Wörter mit Ids erwartet',
  'The text holds a sign that this model cannot read.':
    'Der Text enthält ein Zeichen, das dieses Modell nicht lesen kann.',
  'The tokenizer files describe a tokenizer that does not work.':
    'Die Dateien des Tokenizers beschreiben einen, der nicht funktioniert.',
  'Take the file that belongs to this model.': 'Nimm die Datei, die zu diesem Modell gehört.',
  'This vision encoder {}.': 'Dieser Bild-Encoder {1}.',
  'Train one for this model: t2 train vision-encoder.':
    'Trainiere einen für dieses Modell: t2 train vision-encoder.',
  'cannot be read. {}': 'lässt sich nicht lesen. {1}',
  'has a number that is not finite in {}': 'hat in {1} eine Zahl, die nicht endlich ist',
  'has shape [{}] for {}, where this model needs [{}]':
    'hat die Form [{1}] für {2}, dieses Modell braucht [{3}]',
  'holds {}, which is no part of one': 'enthält {1}, das kein Teil eines Encoders ist',
  'lacks {}': 'enthält kein {1}',
  'stores {} as {}': 'speichert {1} als {2}',
  'was trained in front of another language model': 'wurde vor einem anderen Sprachmodell trainiert',
  'A picture has {} pixels, this one has {}.': 'Ein Bild hat {1} Bildpunkte, dieses hat {2}.',
  'A pixel of the picture is {}.': 'Ein Bildpunkt hat den Wert {1}.',
  'Grey values go from 0 (paper) to 1 (ink).': 'Grauwerte gehen von 0 (Papier) bis 1 (Tinte).',
  'Scale it to {} × {}.': 'Bring es auf {1} × {2}.',
}
