import type { AppErrorCode } from '../../../core/errors.ts'

/** What each kind of error is, and what to do about it; its particulars come in English from where it happened. */
export const deProblems: Readonly<Record<AppErrorCode, string>> = {
  'bad-input':
    'Eine Eingabe passt nicht: Ein Wert, ein Text oder eine Datei ist nicht so, wie sie sein muss.',
  'bad-model':
    'Dieses Modell lässt sich nicht lesen: Seine Dateien sind unvollständig oder anders aufgebaut.',
  'bad-expert': 'Dieser Experte passt nicht zu dem Modell, das offen ist, oder seine Datei ist beschädigt.',
  'bad-mix': 'Diese Mischung ergibt kein Modell. Ein anderer Mischmodus oder andere α helfen.',
  'bad-url-state': 'Der Link ist nicht zu verstehen.',
  cancelled: 'Vor dem Ende angehalten.',
  'device-lost': 'Das Grafikgerät ist ausgefallen. Starte neu, oder rechne auf der CPU weiter.',
  integrity:
    'Was geladen wurde, ist nicht, was es sein soll: Die Prüfsumme stimmt nicht. Lade es noch einmal.',
  io: 'Etwas ließ sich nicht lesen oder schreiben.',
  limit: 'Das ist mehr, als vorgesehen ist.',
  missing: 'Etwas, das gebraucht wird, fehlt.',
  network:
    'Das Netz oder der Server antwortet nicht wie erwartet. Prüfe die Verbindung und versuche es noch einmal.',
  'no-adapter': 'WebGPU findet hier keine Grafikeinheit.',
  'no-webgpu': 'Dieser Browser hat kein WebGPU.',
  numeric: 'Beim Rechnen kam etwas heraus, das keine Zahl ist. Kleinere α helfen meist.',
  'out-of-memory': 'Der Speicher reicht nicht. Schließe andere Tabs, oder nimm ein kleineres Modell.',
  quota: 'Der Browser gibt der Seite keinen Platz mehr. Lösche gespeicherte Daten.',
  'self-test': 'Die Rechenprobe ist misslungen: Hier käme Falsches heraus.',
  unsupported: 'Das kann diese Seite nicht.',
  'worker-lost': 'Der Teil der Seite, der rechnet, ist ausgefallen. Versuche es noch einmal.',
}
