import type { Sentences } from '../../teller.ts'

/** In German, what downloads, the hub and the browser’s storage say. */
export const deToldIo: Sentences = {
  'It may have been moved, changed or deleted since it was picked. Pick it again.':
    'Sie wurde vielleicht verschoben, geändert oder gelöscht, seit sie gewählt wurde. Wähle sie noch einmal.',
  'The file could not be read.': 'Die Datei ließ sich nicht lesen.',
  'Load the model again; if that does not help, its folder was changed.':
    'Lade das Modell noch einmal; hilft das nicht, wurde sein Ordner verändert.',
  'The list of experts': 'Die Liste der Experten',
  'Give the whole address of the folder that holds manifest.json, with https:// in front.':
    'Gib die ganze Adresse des Ordners an, in dem manifest.json liegt, mit https:// davor.',
  'It was fetched twice and is the same both times: check the address, or take the model from elsewhere.':
    'Es wurde zweimal geladen und ist beide Male dasselbe: Prüfe die Adresse, oder nimm das Modell von woanders.',
  '“{}” is no address of a model.': '„{1}“ ist keine Adresse eines Modells.',
  'Check the address and the connection, then try again.':
    'Prüfe die Adresse und die Verbindung, dann versuche es noch einmal.',
  'Check the address and the connection, then try again. Another server also has to let this page read its files (CORS: Access-Control-Allow-Origin).':
    'Prüfe die Adresse und die Verbindung, dann versuche es noch einmal. Ein fremder Server muss dieser Seite außerdem erlauben, seine Dateien zu lesen (CORS: Access-Control-Allow-Origin).',
  'Check the address of the model.': 'Prüfe die Adresse des Modells.',
  'Check the address: the file there is another one.': 'Prüfe die Adresse: Dort liegt eine andere Datei.',
  'The server answered with {}.': 'Die Antwort des Servers war {1}.',
  'The server has no more of {}.': 'Der Server hat nicht mehr von {1}.',
  'The server has no {} (it answered with {}).': 'Der Server hat kein {1} (seine Antwort war {2}).',
  '{} could not be downloaded. {}': '{1} ließ sich nicht herunterladen. {2}',
  '{} is longer than the {} bytes it may have.': '{1} ist länger als die {2} Byte, die es haben darf.',
  'Load it again; if that does not help, the page was not put on its server whole.':
    'Lade es noch einmal; hilft das nicht, liegt die Seite nicht vollständig auf ihrem Server.',
  'There is no {}.': 'Es gibt kein {1}.',
  'None of the {} files is a model.': 'Keine der {1} Dateien ist ein Modell.',
  'Pick all files of the bundle, best its whole folder.':
    'Wähle alle Dateien des Pakets, am besten den ganzen Ordner.',
  'Pick one GGUF file, a Hugging Face folder (config.json, safetensors, tokenizer.json), or a folder that t2 factor has made.':
    'Wähle eine GGUF-Datei, einen Hugging-Face-Ordner (config.json, safetensors, tokenizer.json) oder einen Ordner, den t2 factor gemacht hat.',
  'Pick one of them.': 'Wähle eines davon.',
  'Pick the safetensors files as well, best the whole folder.':
    'Wähle auch die safetensors-Dateien, am besten den ganzen Ordner.',
  'Pick the whole folder: config.json, tokenizer.json and tokenizer_config.json belong to it.':
    'Wähle den ganzen Ordner: config.json, tokenizer.json und tokenizer_config.json gehören dazu.',
  'Take a GGUF in one file, or join the parts with llama-gguf-split --merge.':
    'Nimm ein GGUF in einer Datei, oder füge die Teile mit llama-gguf-split --merge zusammen.',
  'Take the model as safetensors or GGUF.': 'Nimm das Modell als safetensors oder GGUF.',
  'There are weights, but no config.json beside them.': 'Es gibt Gewichte, aber keine config.json daneben.',
  'There is a config.json, but no weights beside it.':
    'Es gibt eine config.json, aber keine Gewichte daneben.',
  'There is more than one model: {}.': 'Es ist mehr als ein Modell: {1}.',
  'There is no file {}.': 'Es gibt keine Datei {1}.',
  '{} is a PyTorch file. Such files can hold programs, and are not opened here.':
    '{1} ist eine PyTorch-Datei. Solche Dateien können Programme enthalten und werden hier nicht geöffnet.',
  '{} is no model.': '{1} ist kein Modell.',
  '{} is one part of a GGUF that was split.': '{1} ist ein Teil eines geteilten GGUF.',
  'It may have been changed just now, or something between altered it. Try again later.':
    'Vielleicht wurde es gerade geändert, oder etwas dazwischen hat es verändert. Versuche es später noch einmal.',
  '{} did not come as the repository lists it.': '{1} kam nicht so an, wie das Repository es aufführt.',
  'Another part came than was asked for.': 'Es kam ein anderes Stück als verlangt.',
  'Check the connection, then go on; what has come is kept.':
    'Prüfe die Verbindung, dann mach weiter; was angekommen ist, bleibt.',
  'Check the name, as owner/name. A private model can be downloaded by hand and opened from files.':
    'Prüfe den Namen, in der Form Besitzer/Name. Ein privates Modell lässt sich von Hand herunterladen und aus Dateien öffnen.',
  'Download it with your own account and open the files, or take a copy that is open.':
    'Lade es mit deinem eigenen Konto herunter und öffne die Dateien, oder nimm eine offene Kopie.',
  'Only {} of {} bytes came.': 'Nur {1} von {2} Byte kamen an.',
  'Try again in a while; what has come is kept.':
    'Versuche es nach einer Weile noch einmal; was angekommen ist, bleibt.',
  'Wait a few minutes, then go on; what has come is kept.':
    'Warte ein paar Minuten, dann mach weiter; was angekommen ist, bleibt.',
  'huggingface.co answered with {} for {}.': 'huggingface.co antwortet mit {1} auf {2}.',
  'huggingface.co does not give {} to everybody: it is private or gated.':
    'huggingface.co gibt das nicht jedem, es ist privat oder geschützt: {1}.',
  'huggingface.co has no {} that is open to everybody.':
    'Auf huggingface.co gibt es das nicht, oder es steht nicht allen offen: {1}.',
  'huggingface.co wants to be asked less often (for {}).':
    'huggingface.co möchte seltener gefragt werden (nach {1}).',
  '{} could not be fetched from huggingface.co. {}': '{1} ließ sich nicht von huggingface.co holen. {2}',
  'A model has config.json with safetensors beside it, or a GGUF file in one piece.':
    'Zu einem Modell gehört config.json mit safetensors daneben, oder eine GGUF-Datei in einem Stück.',
  'It has: {}.': 'Es hat: {1}.',
  'Its weights are PyTorch files, which can hold programs. Look for a copy as safetensors or GGUF.':
    'Seine Gewichte sind PyTorch-Dateien, die Programme enthalten können. Suche eine Kopie als safetensors oder GGUF.',
  'Nothing in this repository can be opened here.': 'Nichts in diesem Repository lässt sich hier öffnen.',
  'Something between may have altered it. Try again in a while.':
    'Etwas dazwischen hat es vielleicht verändert. Versuche es nach einer Weile noch einmal.',
  'The repository has no {} that can be opened.': 'Das Repository hat kein {1}, das sich öffnen lässt.',
  'What huggingface.co says of {} cannot be read.':
    'Was huggingface.co über {1} sagt, lässt sich nicht lesen.',
  'Write it as owner/name, for example HuggingFaceTB/SmolLM2-135M-Instruct.':
    'Schreib es als Besitzer/Name, zum Beispiel HuggingFaceTB/SmolLM2-135M-Instruct.',
  'the repository {}': 'das Repository {1}',
  '“{}” is no repository.': '„{1}“ ist kein Repository.',
  '{} is not JSON.': '{1} ist kein JSON.',
  '{} is wrong: {}.': '{1} ist falsch: {2}.',
  'Nothing came for {} seconds.': '{1} Sekunden lang kam nichts.',
  'There is no connection.': 'Es gibt keine Verbindung.',
  'Download what you want to keep before you leave.':
    'Lade herunter, was du behalten willst, bevor du gehst.',
  'Download what you want to keep, and remove experts you no longer need.':
    'Lade herunter, was du behalten willst, und entferne Experten, die du nicht mehr brauchst.',
  'The browser could not read or keep what belongs to this page.':
    'Der Browser konnte nicht lesen oder aufheben, was zu dieser Seite gehört.',
  'The browser does not answer when it is asked for what it keeps for this page.':
    'Der Browser antwortet nicht auf die Frage, was er für diese Seite gespeichert hat.',
  'Close other tabs of this page or start the browser again; download what you want to keep.':
    'Schließe andere Tabs dieser Seite, oder starte den Browser neu; lade herunter, was du behalten möchtest.',
  'The browser has no more room to keep things for this page.':
    'Der Browser hat keinen Platz mehr, um etwas für diese Seite aufzuheben.',
  'This browser keeps nothing for this page (a private window?).':
    'Dieser Browser hebt für diese Seite nichts auf (ein privates Fenster?).',
  'There is no room for a file of {} bytes.': 'Für eine Datei von {1} Byte ist kein Platz.',
  'Another tab is at work on {}.': 'Ein anderer Tab arbeitet gerade an {1}.',
  'Let it finish, or close it.': 'Lass ihn fertig werden, oder schließe ihn.',
  'The browser could not keep or read {}.': 'Der Browser konnte {1} nicht aufheben oder lesen.',
  'The browser has no more room for models of this page.':
    'Der Browser hat keinen Platz mehr für Modelle dieser Seite.',
  'This browser cannot rename the files it keeps.':
    'Dieser Browser kann die Dateien, die er aufhebt, nicht umbenennen.',
  'Remove stored models, or free space on the disk; what is done already is kept.':
    'Entferne gespeicherte Modelle, oder schaff Platz auf der Festplatte; was schon fertig ist, bleibt.',
  '{} GB': '{1} GB',
  '{} kB': '{1} kB',
  '{} MB': '{1} MB',
  "{} needs {} of the browser's storage, and {} are free: {} are missing.":
    '{1} braucht {2} vom Speicher des Browsers, und {3} sind frei: {4} fehlen.',
  "{} needs {} of the browser's storage.": '{1} braucht {2} vom Speicher des Browsers.',
  'The stored model has no file {}.': 'Das gespeicherte Modell hat keine Datei {1}.',
  '“{}” is no stored model.': '„{1}“ ist kein gespeichertes Modell.',
  'There is no room for {} more bytes.': 'Für {1} weitere Byte ist kein Platz.',
  'Load it again; if that does not help, the folder of the model was changed.':
    'Lade es noch einmal; hilft das nicht, wurde der Ordner des Modells verändert.',
  'The list of vision files': 'Die Liste der Dateien zum Sehen',
  'A web page came instead of {}.': 'Es kam eine Webseite und nicht das, was gefragt war: {1}.',
  'The server may answer for files it does not have, or a network login may stand in between: open any page in the browser, then try again.':
    'Vielleicht antwortet der Server für Dateien, die er nicht hat, oder eine Anmeldung im Netz steht dazwischen: Öffne im Browser irgendeine Seite, dann versuche es noch einmal.',
}
